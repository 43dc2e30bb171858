import { listWith } from './sparing.js'

/** What members are ordered by: day, then id. */
export interface Ordered {
  day: string
  id: string
}

export const compareOrdered = (a: Ordered, b: Ordered): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/** The same with the day as a number as well, which compares faster. */
export interface Timed extends Ordered {
  at: number
}

/** `20180305` for a day; 0 for none. */
export function dayNumber(day: string): number {
  let number = 0
  for (let i = 0; i < day.length; i++) if (i !== 4 && i !== 7) number = number * 10 + day.charCodeAt(i) - 48
  return number
}

export const compareTimed = (a: Timed, b: Timed): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** So many are put in order one by one; more are sorted at once. */
const few = 64

/** Puts a list in order, equals as they came. Engines take a microsecond and room of their own for the shortest list. */
export function sortShort<T>(list: T[], compare: (a: T, b: T) => number): T[] {
  if (list.length > few) return list.sort(compare)
  for (let i = 1; i < list.length; i++) {
    const one = list[i] as T
    let at = i
    for (; at > 0 && compare(list[at - 1] as T, one) > 0; at--) list[at] = list[at - 1] as T
    list[at] = one
  }
  return list
}

/** What all empty lists share: nothing is ever put in. */
const nothing: never[] = []

/** Over so short a way items are moved up one by one. */
const near = 64

/** Members by (day, id), put in order when they are next looked at: in order, late or all at once, in any order. */
export class OrderedList<T extends Timed> {
  private list: T[] = nothing
  /** The first so many are in order. */
  private sorted = 0

  /** In order; the same array until the list is filled or changes. */
  get items(): readonly T[] {
    if (this.sorted < this.list.length) this.settle()
    return this.list
  }

  get size(): number {
    return this.list.length
  }

  add(item: T): void {
    const { list } = this
    const last = list.length > 0 ? list[list.length - 1] : undefined
    const isNext = this.sorted === list.length && (!last || compareTimed(last, item) < 0)
    // Most lists hold one item only, and one made with it takes less room than one it is put in.
    if (last) list.push(item)
    else this.list = listWith(item)
    if (isNext) this.sorted++
  }

  remove(item: Timed): void {
    if (this.sorted < this.list.length) this.settle()
    const at = this.place(item, this.list.length)
    const found = this.list[at]
    if (!found || compareTimed(found, item) !== 0) return
    this.list.splice(at, 1)
    this.sorted--
  }

  /** The item that comes before this one, in the list or not. */
  before(item: Timed): T | undefined {
    if (this.sorted < this.list.length) this.settle()
    return this.list[this.place(item, this.list.length) - 1]
  }

  has(item: Timed): boolean {
    const found = this.list[this.indexOf(item)]
    return found !== undefined && compareTimed(found, item) === 0
  }

  /** Where an item of the list stands. */
  indexOf(item: Timed): number {
    if (this.sorted < this.list.length) this.settle()
    return this.place(item, this.list.length)
  }

  private settle(): void {
    const { list } = this
    if (list.length - this.sorted > few) list.sort(compareTimed)
    else
      for (let i = this.sorted; i < list.length; i++) {
        const item = list[i]
        if (!item) continue
        const at = this.place(item, i)
        if (i - at > near) list.splice(at, 0, ...list.splice(i, 1))
        else {
          for (let j = i; j > at; j--) list[j] = list[j - 1] as T
          list[at] = item
        }
      }
    this.sorted = list.length
  }

  /** Where an item belongs among the first `high`, which are in order. */
  private place(item: Timed, high: number): number {
    let low = 0
    while (low < high) {
      const middle = (low + high) >> 1
      const one = this.list[middle]
      if (one && compareTimed(one, item) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
