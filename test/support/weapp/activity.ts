const quietTurns = 4

/** Counts what is under way, so that a test can wait for the app to come to rest. */
export class Activity {
  private running = 0
  private moves = 0

  /** Call the returned function once when it is over. */
  begin(): () => void {
    this.running++
    let over = false
    return () => {
      if (over) return
      over = true
      this.running--
      this.moves++
    }
  }

  moved(): void {
    this.moves++
  }

  async idle(limit = 15_000): Promise<void> {
    const deadline = Date.now() + limit
    let quiet = 0
    while (quiet < quietTurns) {
      const before = this.moves
      await new Promise((resolve) => setTimeout(resolve, 3))
      quiet = this.running === 0 && this.moves === before ? quiet + 1 : 0
      if (Date.now() > deadline) throw new Error(`the app did not come to rest within ${limit} ms`)
    }
  }
}
