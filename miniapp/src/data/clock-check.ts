import { Signal } from './signal'

const minute = 60_000
/** Apart by more than this, days come out wrong often enough to be told of. */
export const tolerance = 10 * minute
/** An answer that took longer says too little about the time. */
const slowest = minute

/** Holds the phone's clock against the server's, whenever an answer tells the time over there. */
export class ClockCheck {
  /** Milliseconds by which the phone is ahead of the server, to the minute; 0 while that is little, or not to be told again. */
  readonly ahead = new Signal(0)
  private dismissed = 0

  /** An answer given at `there` by the server's clock was asked for and came at these moments of the phone's. */
  note(there: number | undefined, asked: number, came: number): void {
    const took = came - asked
    if (there === undefined || Number.isNaN(there) || took < 0 || took > slowest) return
    // A server tells whole seconds, rounded down.
    const ahead = Math.round(((asked + came) / 2 - there - 500) / minute) * minute
    const far = Math.abs(ahead) > tolerance
    if (!far) this.dismissed = 0
    const told = far && this.dismissed !== 0 && Math.abs(ahead - this.dismissed) <= tolerance
    const next = far && !told ? ahead : 0
    if (next !== this.ahead.get()) this.ahead.set(next)
  }

  /** The person knows. It is told again when the clock is right for once, or wrong in another way. */
  dismiss(): void {
    this.dismissed = this.ahead.get() || this.dismissed
    this.ahead.set(0)
  }
}
