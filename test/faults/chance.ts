/** Pseudo-random decisions from a seed: the same seed decides the same. */
export class Chance {
  private state: number

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
    for (let turn = 0; turn < 4; turn++) this.real()
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  real(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  below(limit: number): number {
    return Math.floor(this.real() * limit)
  }

  hit(probability: number): boolean {
    return this.real() < probability
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!
  }

  /** One of the options, each as likely as its weight says. */
  weighted<T>(options: readonly (readonly [weight: number, option: T])[]): T {
    let place = this.real() * options.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, option] of options) {
      place -= weight
      if (place < 0) return option
    }
    return options[options.length - 1]![1]
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256))
  }
}
