import { existsSync } from 'node:fs'
import path from 'node:path'
import type { RubricSet } from '@xingji/shared/rubric'
import { defaultRubricsDir } from './files.js'

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A ledger (as parsed) for a rubrics folder of somebody else's: one ledger serves every rubric, so what it says of the
 * project's own ones, which that folder does not have, is left aside.
 */
export function ledgerHere(raw: unknown, set: RubricSet): unknown {
  if (!isPlainObject(raw)) return raw
  const isElsewhere = (id: string): boolean =>
    /^[\w-]+$/.test(id) &&
    !set.rubrics.some((one) => one.id === id) &&
    existsSync(path.join(defaultRubricsDir(), id, 'rubric.yaml'))
  const ledger: Record<string, unknown> = { ...raw }
  for (const part of ['selfAssessment', 'claims', 'reviews']) {
    const own = ledger[part]
    if (isPlainObject(own))
      ledger[part] = Object.fromEntries(Object.entries(own).filter(([rubric]) => !isElsewhere(rubric)))
  }
  return ledger
}
