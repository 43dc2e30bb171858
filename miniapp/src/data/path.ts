import {
  cheapestPlan,
  possibleActions,
  withRecords,
  type Action,
  type Catalog,
  type Day,
  type Efforts,
  type Scorer,
  type Step,
  type Target,
} from '@xingji/shared'

/** One thing to do on the way, with what it brings in its place. */
export interface PathStep {
  id: string
  kind: Action['kind']
  label: string
  /** Kinds of record it is recorded as. */
  kinds: readonly string[]
  times: number
  /** Effort of doing it once. */
  each: number
  points: number
  items: string[]
  /** Last day on which it helps. */
  due: Day
}
/** The cheapest way to a target. */
export interface Path {
  target: number
  from: number
  to: number
  effort: number
  steps: PathStep[]
}

/** The cheapest way, what is due first standing first; undefined where what can be planned does not reach the target. */
export function pathTo(scorer: Scorer, catalog: Catalog, target: Target, efforts: Efforts): Path | undefined {
  const plan = cheapestPlan(scorer, possibleActions(scorer, catalog, efforts), target)
  if (!plan) return undefined
  const dated = plan.steps.map((step) => ({ step, due: dueOf(scorer, itemsOf(scorer, step)) }))
  dated.sort((a, b) => (a.due === b.due ? rate(scorer, b.step) - rate(scorer, a.step) : a.due < b.due ? -1 : 1))
  const { target: goal, from, to, effort } = plan
  return { target: goal, from, to, effort, steps: walk(scorer, dated) }
}

/** Does the steps one after another on the scorer, and undoes them. */
function walk(scorer: Scorer, [first, ...rest]: readonly { step: Step; due: Day }[]): PathStep[] {
  if (!first) return []
  const { step, due } = first
  const { id, kind, label, kinds, effort: each } = step.action
  const before = scorer.estimateSum()
  const items = itemsOf(scorer, step)
  return withRecords(scorer, recordsOf(step), () => {
    const points = scorer.scale.toFigure(scorer.estimateSum() - before)
    return [{ id, kind, label, kinds, times: step.times, each, points, items, due }, ...walk(scorer, rest)]
  })
}

const recordsOf = ({ action, times }: Step) => Array.from({ length: times }, (_, n) => action.records(n)).flat()

/** Items the step moves on its own. */
function itemsOf(scorer: Scorer, step: Step): string[] {
  const before = new Map(scorer.estimates())
  return withRecords(scorer, recordsOf(step), () =>
    [...scorer.estimates()].filter(([unit, units]) => units !== before.get(unit)).map(([unit]) => unit.id),
  )
}

function rate(scorer: Scorer, step: Step): number {
  const before = scorer.estimateSum()
  const gain = withRecords(scorer, recordsOf(step), () => scorer.estimateSum()) - before
  return gain / Math.max(step.action.effort * step.times, 1e-9)
}

/** The first day still ahead on which a duty of one of the items falls due; else the end of the cycle. */
function dueOf(scorer: Scorer, items: readonly string[]): Day {
  const { asOf, cycle } = scorer.moment
  return scorer.program.rubric.duties
    .filter((duty) => items.includes(duty.item))
    .flatMap((duty) => (duty.due === undefined ? [] : (cycle.due[duty.due] ?? [])))
    .filter((day) => day >= asOf)
    .reduce((first, day) => (day < first ? day : first), cycle.window.to)
}
