/** Everything that is to go wrong, by the words it is counted under; each must have been met in a run of many seeds. */
export const mishaps = [
  // The app is ended.
  'killed at rest',
  'killed while a text was written',
  'killed while a file was written',
  'killed with a request on its way',
  'killed with an answer on its way',
  'killed with a file on its way',
  'killed between a record and its files',
  'killed while adopting',
  // Requests and answers.
  'request lost',
  'request given up, arrives late',
  'request answered by a portal',
  'request answered 500',
  'request answered 503',
  'request answered 429',
  'answer lost',
  'answer truncated',
  'answer replaced by 502',
  'request doubled',
  'answer late',
  'late request arrives',
  'file lost',
  'file given up, arrives late',
  'file cut off',
  'file receipt lost',
  'file receipt truncated',
  'file doubled',
  // The phone's storage.
  'no room for a text',
  'no room for a file',
  'room made by dropping a received file',
  'storage wiped',
  'record damaged',
  'text of a later version',
  'text of no known version',
  'app brought up to date',
  'storage as an older app left it',
  'file gone from the phone',
  'file damaged on the phone',
  // People and the server.
  'two phones on one record',
  'another account on the phone',
  'role revoked',
  'role revoked with unsent work',
  'session expired',
  'clock set',
  'server restored from its backup',
  'files added to a record',
  'one file at two records',
  'records made without an account adopted',
] as const

export type Mishap = (typeof mishaps)[number]

/** How often each happened. */
export class Tally {
  private readonly counts = new Map<Mishap, number>()

  add(mishap: Mishap): void {
    this.counts.set(mishap, this.of(mishap) + 1)
  }

  of(mishap: Mishap): number {
    return this.counts.get(mishap) ?? 0
  }

  take(other: Tally): void {
    for (const [mishap, count] of other.counts) this.counts.set(mishap, this.of(mishap) + count)
  }

  /** What never happened. */
  missing(): Mishap[] {
    return mishaps.filter((one) => this.of(one) === 0)
  }

  all(): Record<string, number> {
    return Object.fromEntries(mishaps.map((one) => [one, this.of(one)]))
  }
}
