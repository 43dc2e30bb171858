import { assumedValue } from '../model/catalog-index.js'
import type { Kind, TimeNature } from '../model/catalog.js'
import type { FieldValue } from '../model/ledger.js'
import { onceFor } from './sparing.js'

/** What matching asks of a record kind, in one shape whatever its text says: engines read many shapes slowly. */
export class Nature {
  readonly id: string
  readonly time: TimeNature
  /** Fields that tell one standing fact from another. */
  readonly per: readonly string[] | undefined
  /** What not saying means, by field. */
  readonly assumed: ReadonlyMap<string, FieldValue>

  constructor(readonly kind: Kind) {
    this.id = kind.id
    this.time = kind.time
    this.per = kind.per
    const assumed = new Map<string, FieldValue>()
    for (const field of kind.fields) {
      const value = assumedValue(kind, field)
      if (value !== undefined) assumed.set(field.id, value)
    }
    this.assumed = assumed
  }
}

export const natureOf = onceFor((kind: Kind) => new Nature(kind))
