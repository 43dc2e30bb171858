import { cycleFor, type JoinedCycle } from '../../data/cycles'
import type { Standard } from '../../data/standards'

export interface CycleLine {
  id: string
  title: string
  note: string
}

/** The cycles that count: of several under one rubric the one joined last. */
export function cycleLines(joined: readonly JoinedCycle[], standards: readonly Standard[]): CycleLine[] {
  return standards.flatMap(({ reference, rubric }) => {
    const last = joined.filter((one) => one.rubric === reference).pop()
    if (!last) return []
    const { window, due = {} } = cycleFor(joined, reference, rubric) ?? {}
    const days = rubric.due.flatMap(({ id, label }) => (due[id] === undefined ? [] : `${label}：${due[id]}`))
    const period = window && `${window.from} 至 ${window.to}`
    return [{ id: last.id, title: last.title, note: [rubric.title, period, ...days].filter(Boolean).join('\n') }]
  })
}
