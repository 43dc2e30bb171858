import type { Table } from '../vocabulary.js'

/** A JSON Schema, draft 07: the dialect editors know best. */
export type Json = { [key: string]: unknown }

export const text = (description?: string): Json => ({ type: 'string', minLength: 1, ...said(description) })
export const number = (description?: string): Json => ({ type: 'number', ...said(description) })
export const flag = (description?: string): Json => ({ type: 'boolean', ...said(description) })
/** Points: at most two decimals, which binary fractions keep a schema from saying. */
export const points = number
export const words = (list: readonly string[], description?: string): Json => ({
  enum: [...list],
  ...said(description),
})
export const day = (description?: string): Json => ({
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  ...said(description),
})
export const listOf = (items: Json, least = 0, description?: string): Json => ({
  type: 'array',
  items,
  ...(least > 0 ? { minItems: least } : {}),
  ...said(description),
})
export const mapOf = (values: Json, description?: string): Json => ({
  type: 'object',
  additionalProperties: values,
  ...said(description),
})
export const ref = (name: string): Json => ({ $ref: `#/definitions/${name}` })
export const oneOf = (...choices: Json[]): Json => ({ anyOf: choices })
/** `a` or `[a, b]`. */
export const oneOrMore = (one: Json): Json => oneOf(one, listOf(one, 1))
/** A share such as `85%`, or a number. */
export const amount = oneOf({ type: 'number' }, { type: 'string', pattern: '^\\d+(\\.\\d+)?%$' })

const said = (description: string | undefined): Json => (description === undefined ? {} : { description })

/**
 * An object with exactly the keys of a table.
 * @throws Error when a key of the table has no schema, or a schema no key
 */
export function object(table: Table, properties: Readonly<Record<string, Json>>, description?: string): Json {
  const given = Object.keys(properties)
  const odd = [...table.keys.filter((key) => !given.includes(key)), ...given.filter((key) => !table.keys.includes(key))]
  if (odd.length > 0) throw new Error(`schema and key table differ: ${odd.join(', ')}`)
  return {
    type: 'object',
    properties: Object.fromEntries(table.keys.map((key) => [key, properties[key]])),
    ...(table.needed.length > 0 ? { required: [...table.needed] } : {}),
    additionalProperties: false,
    ...said(description),
  }
}

/** Two tables as one object. */
export const joined = (...tables: readonly Table[]): Table => ({
  keys: [...new Set(tables.flatMap((table) => table.keys))],
  needed: [...new Set(tables.flatMap((table) => table.needed))],
})
