import { cheapestPlan, createScorer, figureLabels, possibleActions, type Efforts, type Target } from '@xingji/shared'
import { Source } from '@xingji/shared/rubric'
import { ProblemError } from '@xingji/shared'
import { readText, UsageError } from './files.js'
import type { Invocation } from './main.js'
import { openFactLines, readScoreInput } from './score.js'

export function planCommand({ values, print }: Invocation): number {
  const { rubric, input } = readScoreInput(values)
  const scorer = createScorer(input)
  const target = readTarget(values)
  if (rubric.rating === undefined && !(typeof target === 'object' && 'points' in target))
    throw new UsageError(`${rubric.id} 不评星级，请用 --points 写要达到的总分`)
  const plan = cheapestPlan(scorer, possibleActions(scorer, input.catalog, readEfforts(values.efforts)), target)
  if (values.json === true)
    print(
      JSON.stringify(
        plan
          ? {
              ...plan,
              steps: plan.steps.map(({ action, times }) => ({
                action: action.id,
                label: action.label,
                effort: action.effort,
                times,
              })),
            }
          : null,
      ),
    )
  else if (!plan) print('照现在的记录，在本周期内补做各项也达不到这个目标')
  else if (plan.steps.length === 0) print(`现在${figureLabels.estimate} ${plan.from} 分，已达到 ${plan.target} 分`)
  else
    print(
      [
        `现在${figureLabels.estimate} ${plan.from} 分，目标 ${plan.target} 分；最省力的办法（工作量 ${plan.effort}）可到 ${plan.to} 分：`,
        ...plan.steps.map(
          ({ action, times }) => `  ${action.label}${times > 1 ? ` × ${times}` : ''}  工作量 ${action.effort * times}`,
        ),
      ].join('\n'),
    )
  if (values.json !== true && plan?.steps.length !== 0) {
    const facts = openFactLines(scorer.openFacts())
    if (facts.length > 0) print(facts.join('\n'))
  }
  return 0
}

function readTarget(values: Invocation['values']): Target {
  if (values.stars !== undefined && values.points !== undefined) throw new UsageError('--stars 和 --points 只能写一个')
  for (const key of ['stars', 'points'] as const) {
    const text = values[key]
    if (typeof text !== 'string') continue
    const number = Number(text)
    if (text.trim() === '' || !Number.isFinite(number) || number < 0)
      throw new UsageError(`--${key}: “${text}” 不是数字`)
    return key === 'stars' ? { stars: Math.floor(number) } : { points: number }
  }
  return 'nextStar'
}

function readEfforts(file: string | boolean | undefined): Efforts {
  if (typeof file !== 'string') return {}
  const source = new Source(file, readText(file))
  if (source.problems.length > 0) throw new ProblemError(source.problems)
  const efforts: Record<string, number> = {}
  for (const [key, value] of Object.entries((source.value ?? {}) as Record<string, unknown>)) {
    if (typeof value !== 'number' || !(value >= 0)) throw new UsageError(`${file}: ${key}: 工作量应是不小于 0 的数字`)
    efforts[key] = value
  }
  return efforts
}
