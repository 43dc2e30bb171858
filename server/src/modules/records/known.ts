import { object, optional, text } from '../../http/shape.js'

/** A place in the journal, as clients keep it. */
export const place = optional(text('同步位置', { min: 0, max: 40 }))

/** The latest place the client heard of. */
export const knownQuery = object({ known: place })
