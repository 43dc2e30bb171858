import { laterPlace } from './place'

/**
 * How far the server's past is known to this phone: the latest place it heard of. Each request says it, and the server
 * answers only when it was there itself (it was not, when it was restored from a backup). So an answer joins on to the
 * place it was asked with. Where another answer came in between, nobody has said that both are of one past: then the
 * number tells nothing, and the later answer has to be asked for again.
 */
export class Past {
  constructor(private place: string) {}

  get latest(): string {
    return this.place
  }

  /** Takes in an answer that gives a place; false when it has to be asked for again. */
  goesOn(asked: string, place: string | undefined): boolean {
    if (this.place !== asked) return false
    this.place = laterPlace(this.place, place)
    return true
  }

  /** Everything was compared with a server that stands at `place`; false when something else came in since `begun`. */
  beginsAnew(begun: string, place: string): boolean {
    if (this.place !== begun) return false
    this.place = place
    return true
  }
}
