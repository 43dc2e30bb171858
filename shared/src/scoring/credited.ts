import type { Credit } from './attribution.js'

/** So many ids are looked through faster than they are put into a set. */
const few = 8

/** The records that earn something in an item. */
export class Credited {
  private ids: ReadonlySet<string> | undefined

  constructor(private readonly credits: readonly Credit[]) {}

  get size(): number {
    return this.credits.length
  }

  has(id: string): boolean {
    if (this.credits.length <= few) return this.credits.some((one) => one.entry.id === id)
    this.ids ??= new Set(this.credits.map((one) => one.entry.id))
    return this.ids.has(id)
  }
}
