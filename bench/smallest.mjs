/**
 * The smallest run that still fails: records, then what they state, then the cycle's settings are left out one by one as
 * long as the failure stays.
 * @param {{records: object[], cycle: object, raw: object}} run
 * @param {(run: object) => boolean} fails
 */
export function smallest(run, fails) {
  const still = (trial) => {
    try {
      return fails(trial)
    } catch {
      // Not a valid ledger any more.
      return false
    }
  }
  let best = run
  const attempt = (trial) => {
    if (still(trial)) best = trial
  }
  for (let i = best.records.length - 1; i >= 0; i--) attempt(withRecords(best, best.records.toSpliced(i, 1)))
  for (let i = 0; i < best.records.length; i++)
    for (const key of Object.keys(best.records[i])) {
      const { [key]: _, ...rest } = best.records[i]
      attempt(withRecords(best, best.records.with(i, rest)))
    }
  for (const part of ['due', 'settings', 'readings'])
    for (const key of Object.keys(best.cycle[part] ?? {})) {
      const { [key]: _, ...rest } = best.cycle[part]
      attempt({ ...best, cycle: { ...best.cycle, [part]: rest } })
    }
  for (const key of Object.keys(best.raw)) {
    const { [key]: _, ...rest } = best.raw
    attempt({ ...best, raw: rest })
  }
  for (const key of Object.keys(best.raw.society ?? {})) {
    const { [key]: _, ...society } = best.raw.society
    attempt({ ...best, raw: { ...best.raw, society } })
  }
  return best
}

/** Claims of records that are gone would be refused. */
function withRecords(run, records) {
  const ids = new Set(records.map((record) => record.id))
  const claims = {}
  for (const [rubric, own] of Object.entries(run.raw.claims ?? {}))
    claims[rubric] = Object.fromEntries(Object.entries(own).filter(([id]) => ids.has(id)))
  return { ...run, records, raw: { ...run.raw, claims } }
}
