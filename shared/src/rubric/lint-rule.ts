import type { ProblemCode } from '../model/problem.js'
import type { EachRule, FullRule, JudgedRule, Measure, Rule, StepsRule } from '../model/rubric.js'
import { childRules } from '../model/rubric-parts.js'

/** The most a rule can bring and the most it can take, whatever the records. */
export interface Reach {
  gain: number
  loss: number
}
type Add = (code: ProblemCode, message: string) => void

/** Two decimals, without the dust of binary fractions. */
export const rounded = (value: number): number => Math.round(value * 100) / 100

export function reachOf(rule: Rule): Reach {
  if ('points' in rule) return rule.points >= 0 ? { gain: rule.points, loss: 0 } : { gain: 0, loss: rule.points }
  if ('steps' in rule) return { gain: Math.max(...rule.steps.map((step) => step.points)), loss: 0 }
  if ('each' in rule) return { gain: rule.cap ?? boundOf(rule.of, rule.first ?? rule.each, rule.each), loss: 0 }
  if ('grade' in rule) return { gain: Math.max(...Object.values(rule.grade)), loss: 0 }
  if ('judged' in rule) return { gain: rule.judged, loss: 0 }
  if ('full' in rule) return { gain: rule.full, loss: 0 }
  if ('share' in rule || 'list' in rule) return { gain: 0, loss: 0 }
  const children = childRules(rule).map(reachOf)
  if ('sum' in rule) {
    const sum = sumOf(children)
    return { gain: Math.min(rule.cap ?? Infinity, sum.gain), loss: Math.max(rule.floor ?? -Infinity, sum.loss) }
  }
  return { gain: Math.max(...children.map((one) => one.gain)), loss: Math.min(...children.map((one) => one.loss)) }
}

const sumOf = (parts: readonly Reach[]): Reach => ({
  gain: parts.reduce((sum, one) => sum + one.gain, 0),
  loss: parts.reduce((sum, one) => sum + one.loss, 0),
})

const boundOf = (of: Measure, first: number, each: number): number =>
  'tally' in of ? first + each * (of.tally.length - 1) : Infinity

/** What is wrong with a rule and the rules inside it, whatever the records. */
export function lintRule(rule: Rule, add: Add): void {
  if ('steps' in rule) lintSteps(rule, add)
  if ('each' in rule) lintEach(rule, add)
  if ('grade' in rule && Object.values(rule.grade).some((points) => points < 0))
    add('badRange', 'grade 各级的分数不能为负；扣分请用 cases 或 points')
  if ('judged' in rule) lintJudged(rule, add)
  if ('full' in rule) lintFull(rule, add)
  if ('cases' in rule && rule.cases[rule.cases.length - 1]?.else !== true)
    add('missing', '各种情况之后缺少 else: true；请在最后补上，如 {else: true, points: 0}')
  for (const child of childRules(rule)) lintRule(child, add)
}

function lintSteps(rule: StepsRule, add: Add): void {
  if (rule.steps.some((step) => step.points < 0)) add('badRange', 'steps 各档的分数不能为负；扣分请用 cases 或 points')
  rule.steps.forEach((step, i) => {
    const before = rule.steps[i - 1]
    if (!before) return
    const [low, high] = [before.min ?? before.above ?? 0, step.min ?? step.above ?? 0]
    if (high < low || (high === low && step.min !== undefined))
      add('unreachable', `第 ${i + 1} 档的门槛 ${high} 不高于前一档 ${low}，永远轮不到前一档或本档；各档从低到高写`)
    if (step.points <= before.points)
      add('unreachable', `第 ${i + 1} 档 ${step.points} 分不高于前一档 ${before.points} 分；各档从低到高写`)
  })
  if (!('tally' in rule.of)) return
  const most = rule.of.tally.length
  for (const step of rule.steps)
    if ((step.min ?? (step.above ?? 0) + 1) > most)
      add('unreachable', `共 ${most} 项条件，达不到 ${step.min ?? step.above} 项这一档`)
}

function lintEach(rule: EachRule, add: Add): void {
  if ('ratio' in rule.of) add('inconsistent', '比例不能按次计分；请改用 steps，如 {min: 10%, points: 2}')
  if (rule.cap === undefined && !('tally' in rule.of)) add('unreachable', '按次计分没有写 cap（最多多少分）')
  else if (rule.cap !== undefined && rule.cap < (rule.first ?? rule.each))
    add('unreachable', `cap ${rule.cap} 小于第一次的 ${rule.first ?? rule.each} 分；请改其中一个`)
}

function lintJudged(rule: JudgedRule, add: Add): void {
  if (rule.judged <= 0) add('badRange', '评审分应大于 0')
  if (!rule.grades) return
  for (const [grade, points] of Object.entries(rule.grades))
    if (points < 0 || points > rule.judged)
      add('badRange', `等级 ${grade} 的 ${points} 分不在 0 到 ${rule.judged} 之间`)
  const best = Math.max(...Object.values(rule.grades))
  if (best < rule.judged) add('unreachable', `最好的等级 ${best} 分，评不到写明的 ${rule.judged} 分；请改其中一个`)
}

function lintFull(rule: FullRule, add: Add): void {
  const parts = rule.minus.map(reachOf)
  if (parts.some((part) => part.gain > 0 || part.loss >= 0))
    add('inconsistent', 'minus 里每一项都应是扣分，如 {points: -3, unless: 条件}')
  const floor = rule.floor ?? 0
  if (floor < 0 || floor >= rule.full) add('badRange', `floor ${floor} 应在 0 和满分 ${rule.full} 之间`)
  else if (rounded(rule.full + sumOf(parts).loss) > floor && rule.floor !== undefined)
    add('unreachable', `扣完还剩 ${rounded(rule.full + sumOf(parts).loss)} 分，扣不到 floor ${floor}；请改其中一个`)
}
