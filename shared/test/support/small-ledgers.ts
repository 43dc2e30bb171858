import type { FieldValue, LedgerRecord } from '@xingji/shared'
import { catalog } from './project-rubrics'

/** A small deterministic ledger of 2018 for a seed: some dozen records of kinds across the catalog. */
export function ledgerFor(seed: number): LedgerRecord[] {
  let state = (seed * 2654435761 + 12345) >>> 0
  const next = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
  const day = (): string => `2018-${String(1 + next(12)).padStart(2, '0')}-${String(1 + next(28)).padStart(2, '0')}`
  return Array.from({ length: 5 + next(20) }, (_, i): LedgerRecord => {
    const kind = catalog.kinds[next(catalog.kinds.length)] ?? catalog.kinds[0]
    if (!kind) throw new Error('the catalog is empty')
    const fields: Record<string, FieldValue> = {}
    for (const field of kind.fields) {
      if (!field.required && next(2) === 0) continue
      if (field.type === 'boolean') fields[field.id] = next(2) === 0
      else if (field.type === 'integer' || field.type === 'number') fields[field.id] = next(8)
      else if (field.type === 'enum') fields[field.id] = field.options?.[next(field.options.length)]?.id ?? ''
    }
    for (const field of kind.fields) {
      const most = field.atMost === undefined ? undefined : fields[field.atMost]
      const value = fields[field.id]
      if (typeof most === 'number' && typeof value === 'number') fields[field.id] = Math.min(value, most)
    }
    const times =
      kind.time === 'event'
        ? { on: day() }
        : kind.time === 'yearly'
          ? { year: 2017 + next(2) }
          : { from: next(2) === 0 ? '2015-05-01' : day() }
    return {
      id: `r${String(i).padStart(2, '0')}`,
      kind: kind.id,
      ...times,
      fields,
      evidence: next(2) === 0 ? [{ file: 'a.pdf' }] : [],
      filings: next(3) === 0 ? [{ to: next(2) === 0 ? 'party' : 'association', on: day() }] : [],
    }
  })
}
