/** What members are ordered by: day, then id. */
export interface Ordered {
  day: string
  id: string
}

export const compareOrdered = (a: Ordered, b: Ordered): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/** Members by (day, id). Appending in order is constant time; inserting elsewhere moves the tail. */
export class OrderedList<T extends Ordered> {
  readonly items: T[] = []

  add(item: T): void {
    const last = this.items[this.items.length - 1]
    if (!last || compareOrdered(last, item) < 0) this.items.push(item)
    else this.items.splice(this.place(item), 0, item)
  }

  remove(item: Ordered): void {
    const at = this.place(item)
    const found = this.items[at]
    if (found && compareOrdered(found, item) === 0) this.items.splice(at, 1)
  }

  private place(item: Ordered): number {
    let low = 0
    let high = this.items.length
    while (low < high) {
      const middle = (low + high) >> 1
      const one = this.items[middle]
      if (one && compareOrdered(one, item) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
