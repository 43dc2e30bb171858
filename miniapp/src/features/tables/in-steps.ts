import type { Clock } from '../../platform/ports'

/** Milliseconds of work before the screen gets its turn. */
const slice = 12

/**
 * Runs a long piece of work without holding up the screen. `onStep` hears how far it is; the work is dropped as soon as
 * `isWanted` says no.
 */
export function inSteps<T>(
  work: Generator<number, T, undefined>,
  clock: Clock,
  onStep: (share: number) => void,
  isWanted: () => boolean,
): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const go = () => {
      try {
        const end = clock.now() + slice
        for (;;) {
          if (!isWanted()) return resolve(undefined)
          const step = work.next()
          if (step.done) return resolve(step.value)
          if (clock.now() < end) continue
          onStep(step.value)
          return clock.after(0, go)
        }
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    }
    go()
  })
}
