import type { Problem, ProblemCode } from '../model/problem.js'
import type { Measure, Rubric, RubricItem, Rule } from '../model/rubric.js'
import { childRules } from '../model/rubric-parts.js'
import { shareOf } from '../scoring/scale.js'

/** The most a rule can bring and the most it can take, whatever the records. */
interface Reach {
  gain: number
  loss: number
}

/**
 * What the file alone proves: totals equal the declared ones, every maximum is reached exactly, no step is dead, every
 * due date, setting and duty leads somewhere.
 */
export function lintRubric(rubric: Rubric, file = `${rubric.id}/rubric.yaml`): Problem[] {
  const problems: Problem[] = []
  const add = (code: ProblemCode, path: string, message: string): number => problems.push({ code, file, path, message })
  let total = 0
  let deductions = 0
  for (const section of rubric.sections) {
    const at = `部分 ${section.id}`
    const own = section.items.filter((item) => item.bonus !== true && item.future !== true)
    if (section.apportioned) {
      for (const item of section.items)
        if (shareOf(item.rule) <= 0) add('unreachable', `${at} 评价项 ${item.id}`, '均分的评价项要用 share 规则')
    } else {
      const sum = round(own.reduce((all, item) => all + (item.maximum ?? 0), 0))
      if (sum !== section.maximum) add('total', at, `各项满分合计 ${sum}，与本部分写明的 ${section.maximum} 不符`)
    }
    for (const item of section.items) {
      lintItem(item, `评价项 ${item.id}`, add)
      if (item.future !== true) deductions += item.deduction
    }
    total += section.maximum
  }
  if (round(total) !== rubric.maximum)
    add('total', 'maximum', `各部分合计 ${round(total)}，与写明的总分 ${rubric.maximum} 不符`)
  if (round(deductions) !== rubric.deductions)
    add('total', 'deductions', `各项扣分合计 ${round(deductions)}，与写明的 ${rubric.deductions} 不符`)
  const items = rubric.sections.flatMap((section) => section.items)
  if (rubric.indicators.first !== rubric.sections.length)
    add(
      'total',
      'indicators.first',
      `一级指标共 ${rubric.sections.length} 项，与写明的 ${rubric.indicators.first} 不符`,
    )
  if (rubric.indicators.second !== items.length)
    add('total', 'indicators.second', `二级指标共 ${items.length} 项，与写明的 ${rubric.indicators.second} 不符`)
  lintGroups(rubric, add)
  lintNames(rubric, items, add)
  return problems
}

type Add = (code: ProblemCode, path: string, message: string) => number

const round = (value: number): number => Math.round(value * 100) / 100

function lintItem(item: RubricItem, path: string, add: Add): void {
  const rules = item.readings
    ? item.readings.choices.map((one) => ({ at: `${path} 读法 ${one.id}`, rule: one.rule }))
    : [{ at: path, rule: item.rule }]
  for (const { at, rule } of rules) {
    lintRule(rule, at, add)
    if (item.maximum === null) continue
    const reach = reachOf(rule)
    if (round(reach.gain) !== item.maximum)
      add('unreachable', at, `按规则最多可得 ${round(reach.gain)} 分，与写明的满分 ${item.maximum} 不符`)
    if (round(-reach.loss) !== item.deduction)
      add('unreachable', at, `按规则最多扣 ${round(-reach.loss)} 分，与写明的扣分 ${item.deduction} 不符`)
  }
}

function reachOf(rule: Rule): Reach {
  if ('points' in rule) return rule.points >= 0 ? { gain: rule.points, loss: 0 } : { gain: 0, loss: rule.points }
  if ('steps' in rule) return { gain: Math.max(...rule.steps.map((step) => step.points)), loss: 0 }
  if ('each' in rule) return { gain: rule.cap ?? boundOf(rule.of, rule.first ?? rule.each, rule.each), loss: 0 }
  if ('grade' in rule) return { gain: Math.max(...Object.values(rule.grade)), loss: 0 }
  if ('judged' in rule) return { gain: rule.judged, loss: 0 }
  if ('full' in rule) return { gain: rule.full, loss: 0 }
  if ('share' in rule || 'list' in rule) return { gain: 0, loss: 0 }
  const children = childRules(rule).map(reachOf)
  if ('sum' in rule) {
    const gain = children.reduce((sum, one) => sum + one.gain, 0)
    const loss = children.reduce((sum, one) => sum + one.loss, 0)
    return { gain: Math.min(rule.cap ?? Infinity, gain), loss: Math.max(rule.floor ?? -Infinity, loss) }
  }
  return { gain: Math.max(...children.map((one) => one.gain)), loss: Math.min(...children.map((one) => one.loss)) }
}

const boundOf = (of: Measure, first: number, each: number): number =>
  'tally' in of ? first + each * (of.tally.length - 1) : Infinity

function lintRule(rule: Rule, path: string, add: Add): void {
  if ('steps' in rule) {
    rule.steps.forEach((step, i) => {
      const before = rule.steps[i - 1]
      if (!before) return
      const [low, high] = [before.min ?? before.above ?? 0, step.min ?? step.above ?? 0]
      if (high < low || (high === low && step.min !== undefined))
        add('unreachable', path, `第 ${i + 1} 档的门槛 ${high} 不高于前一档 ${low}，永远轮不到前一档或本档`)
      if (step.points <= before.points)
        add('unreachable', path, `第 ${i + 1} 档 ${step.points} 分不高于前一档 ${before.points} 分`)
    })
    if ('tally' in rule.of) {
      const most = rule.of.tally.length
      for (const step of rule.steps)
        if ((step.min ?? (step.above ?? 0) + 1) > most)
          add('unreachable', path, `共 ${most} 项条件，达不到 ${step.min ?? step.above} 项这一档`)
    }
  }
  if ('each' in rule) {
    if (rule.cap === undefined && !('tally' in rule.of)) add('unreachable', path, '按次计分没有写 cap（最多多少分）')
    else if (rule.cap !== undefined && rule.cap < (rule.first ?? rule.each))
      add('unreachable', path, `cap ${rule.cap} 小于第一次的 ${rule.first ?? rule.each} 分`)
  }
  if ('cases' in rule && rule.cases[rule.cases.length - 1]?.else !== true)
    add('missing', path, '各种情况之后缺少 else: true')
  if ('judged' in rule) {
    if (rule.judged <= 0) add('badRange', path, '评审分应大于 0')
    for (const [grade, points] of Object.entries(rule.grades ?? {}))
      if (points < 0 || points > rule.judged)
        add('badRange', path, `等级 ${grade} 的 ${points} 分不在 0 到 ${rule.judged} 之间`)
  }
  for (const child of childRules(rule)) lintRule(child, path, add)
}

function lintGroups(rubric: Rubric, add: Add): void {
  const grouped = rubric.groups.flatMap((group) => group.sections)
  for (const group of rubric.groups) {
    const sum = round(
      group.sections.reduce((all, id) => all + (rubric.sections.find((section) => section.id === id)?.maximum ?? 0), 0),
    )
    if (sum !== group.maximum)
      add('total', `groups ${group.title}`, `所含各部分合计 ${sum}，与写明的 ${group.maximum} 不符`)
  }
  if (rubric.groups.length === 0) return
  for (const section of rubric.sections)
    if (grouped.filter((id) => id === section.id).length !== 1)
      add('inconsistent', 'groups', `部分 ${section.id} 应恰好归入一组`)
}

function lintNames(rubric: Rubric, items: readonly RubricItem[], add: Add): void {
  const targets = new Set([...items.map((item) => item.id), ...rubric.gates.map((gate) => gate.id)])
  const text = JSON.stringify([rubric.gates, rubric.sections, rubric.duties])
  for (const duty of rubric.duties) {
    if (!targets.has(duty.item)) add('unknownItem', `duties ${duty.id}`, `没有评价项或申报条件 ${duty.item}`)
    if (duty.due !== undefined && !rubric.due.some((one) => one.id === duty.due))
      add('unknownKey', `duties ${duty.id}`, `没有期限 ${duty.due}`)
  }
  for (const due of rubric.due)
    if (!text.includes(`"by":"${due.id}"`) && !text.includes(`"due":"${due.id}"`))
      add('unreachable', `due ${due.id}`, '这个期限没有被任何规则用到')
  for (const setting of rubric.settings)
    if (!text.includes(`"within":"${setting.id}"`))
      add('unreachable', `settings ${setting.id}`, '这个设置没有被任何规则用到')
}
