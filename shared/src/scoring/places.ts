/** From so many empty places on they are cleared away once they outnumber the others. */
const many = 1000

/**
 * Things by id. What is taken out leaves its place to what comes back under its id, as whatever is tried and undone does:
 * a map looks ever longer for a key that was deleted and set many times.
 */
export class Places<T extends object> {
  private map = new Map<string, T | undefined>()
  private empty = 0

  get(id: string): T | undefined {
    return this.map.get(id)
  }

  set(id: string, value: T): void {
    if (this.empty > 0 && this.map.get(id) === undefined && this.map.has(id)) this.empty--
    this.map.set(id, value)
  }

  remove(id: string): void {
    if (this.map.get(id) === undefined) return
    this.map.set(id, undefined)
    this.empty++
    if (this.empty >= many && this.empty * 2 > this.map.size) this.clearAway()
  }

  values(): T[] {
    const values: T[] = []
    for (const value of this.map.values()) if (value !== undefined) values.push(value)
    return values
  }

  private clearAway(): void {
    const filled = new Map<string, T | undefined>()
    for (const [id, value] of this.map) if (value !== undefined) filled.set(id, value)
    this.map = filled
    this.empty = 0
  }
}
