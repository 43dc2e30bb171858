/** Ratios of medians over interleaved runs: what one thing costs against another, whatever else the machine is doing. */

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Milliseconds of processor time of this process, which other programs on the machine disturb least. */
const now = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const once = (run, times) => {
  const start = now()
  for (let i = 0; i < times; i++) run()
  return (now() - start) / times
}
const onceAsync = async (run, times) => {
  const start = now()
  for (let i = 0; i < times; i++) await run()
  return (now() - start) / times
}

/** How often to repeat a run so that one sample lasts some milliseconds. */
const repeats = (milliseconds, least) => Math.max(1, Math.round(least / Math.max(0.001, milliseconds)))

/** Does all of these in turn for so many milliseconds, so that none is measured while its code is still being compiled. */
export function warmUp(runs, milliseconds) {
  const until = now() + milliseconds
  while (now() < until) for (const run of runs) run()
}

/**
 * Medians in milliseconds of several runs, taken in turn `pairs` times after a warm-up. One sample repeats its run for so
 * many milliseconds (`least`) that the first after the change, which finds none of its code and data in the processor's
 * caches and takes two to three times as long, weighs little.
 * @param {Record<string, () => unknown>} runs a run may be asynchronous
 */
export async function interleaved(runs, { pairs = 30, least = 64, warm = 200 } = {}) {
  const names = Object.keys(runs)
  const plans = {}
  for (const name of names) {
    const isAsync = runs[name]() instanceof Promise
    const time = isAsync ? onceAsync : once
    const until = now() + warm
    let count = 0
    for (; now() < until; count++) await runs[name]()
    plans[name] = { time, times: repeats((warm / count) * 0.7, least), samples: [] }
  }
  for (let i = 0; i < pairs; i++)
    for (const name of i % 2 === 0 ? names : [...names].reverse()) {
      const plan = plans[name]
      plan.samples.push(await plan.time(runs[name], plan.times))
    }
  return Object.fromEntries(names.map((name) => [name, median(plans[name].samples)]))
}
