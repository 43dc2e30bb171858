import { classesOf } from '../model/cycle.js'
import type { Problem, ProblemCode } from '../model/problem.js'
import type { Rubric, RubricItem, RubricSection } from '../model/rubric.js'
import { shareOf, weightOf } from '../scoring/scale.js'
import { lintRule, reachOf, rounded } from './lint-rule.js'
import type { Path } from './source.js'

/** Where a problem is: said in the words of the table, and as a path into the file. */
interface Place {
  text: string
  path: Path
}
type Note = (code: ProblemCode, place: Place, message: string) => void

/**
 * What the file alone proves: totals equal the declared ones, every maximum is reached exactly, no step is dead, every
 * due date, setting and duty leads somewhere.
 * @param lineOf the line a path stands on, where the file is at hand
 */
export function lintRubric(
  rubric: Rubric,
  file = `${rubric.id}/rubric.yaml`,
  lineOf: (path: Path) => number | undefined = () => undefined,
): Problem[] {
  const problems: Problem[] = []
  const note: Note = (code, { text, path }, message) => {
    const line = lineOf(path)
    problems.push({ code, file, ...(line === undefined ? {} : { line }), path: text, message })
  }
  rubric.sections.forEach((section, i) => lintSection(section, ['sections', i], note))
  lintTotals(rubric, note)
  lintGroups(rubric, note)
  lintNames(rubric, note)
  return problems
}

function lintSection(section: RubricSection, path: Path, note: Note): void {
  const text = `部分 ${section.id}`
  const own = section.items.filter((item) => item.bonus !== true && item.future !== true)
  const sum = rounded(own.reduce((all, item) => all + (item.maximum ?? 0), 0))
  if (section.apportioned) {
    if (own.length === 0) note('total', { text, path }, '各项都不计分，本部分的分数没有着落；请至少留一项')
  } else if (sum !== section.maximum)
    note('total', { text, path }, `各项满分合计 ${sum}，与本部分写明的 ${section.maximum} 不符；请核对各项的 maximum`)
  if (section.minimum !== undefined && (section.minimum <= 0 || section.minimum > section.maximum))
    note(
      'badRange',
      { text, path: [...path, 'minimum'] },
      `最低分 ${section.minimum} 应大于 0，且不超过本部分满分 ${section.maximum}`,
    )
  section.items.forEach((item, j) => lintItem(item, section, [...path, 'items', j], note))
}

function lintItem(item: RubricItem, section: RubricSection, path: Path, note: Note): void {
  const text = `评价项 ${item.id}`
  const rules = item.readings
    ? item.readings.choices.map((one, i) => ({
        place: { text: `${text} 读法 ${one.id}`, path: [...path, 'readings', 'choices', i] },
        rule: one.rule,
      }))
    : [{ place: { text, path }, rule: item.rule }]
  for (const { place, rule } of rules) {
    lintRule(rule, (code, message) => note(code, place, message))
    const shares = shareOf(rule)
    if (section.apportioned && shares <= 0)
      note('unreachable', place, '本部分的分数由各项均分，每项要用 share 规则，如 {share: 1, when: 条件}')
    if (!section.apportioned && shares > 0)
      note('inconsistent', place, 'share 只用于均分的部分；请在部分上写 apportioned: true，或改用 points')
    if (item.maximum === null || shares > 0) continue
    const reach = reachOf(rule)
    // Without a bound the rule itself is already reported.
    if (Number.isFinite(reach.gain) && rounded(reach.gain) !== item.maximum)
      note(
        'unreachable',
        place,
        `按规则最多可得 ${rounded(reach.gain)} 分，与写明的满分 ${item.maximum} 不符；请改其中一个`,
      )
    if (rounded(-reach.loss) !== item.deduction)
      note(
        'unreachable',
        place,
        `按规则最多扣 ${rounded(-reach.loss)} 分，与写明的扣分 ${item.deduction} 不符；请改其中一个`,
      )
  }
}

/** What the sections come to: once, or for each class of organisation the file weighs them by. Bonus is on top. */
function lintTotals(rubric: Rubric, note: Note): void {
  const at = (...path: string[]): Place => ({ text: path.join('.'), path })
  const classes = classesOf(rubric)
  for (const name of classes.length > 0 ? classes : [undefined]) {
    const total = rounded(
      rubric.sections.reduce((sum, section) => sum + (section.maximum * weightOf(section, name)) / 100, 0),
    )
    if (total === rubric.maximum) continue
    const whose = name === undefined ? '各部分合计' : `类别“${name}”按权重合计`
    note(
      'total',
      at('maximum'),
      `${whose} ${total}，与写明的总分 ${rubric.maximum} 不符；请核对各部分的 maximum${name === undefined ? '' : ' 和 weights'}`,
    )
  }
  rubric.sections.forEach((section, i) => {
    const missing = section.weights ? classes.filter((name) => section.weights?.[name] === undefined) : []
    if (missing.length > 0)
      note(
        'missing',
        { text: `部分 ${section.id}`, path: ['sections', i, 'weights'] },
        `weights 缺少类别 ${missing.join('、')}`,
      )
  })
  const items = rubric.sections.flatMap((section) => section.items)
  const deductions = rounded(items.reduce((sum, item) => sum + (item.future === true ? 0 : item.deduction), 0))
  if (deductions !== rubric.deductions)
    note(
      'total',
      at('deductions'),
      `各项扣分合计 ${deductions}，与写明的 ${rubric.deductions} 不符；请核对各项的 deduction`,
    )
  const { first, second } = rubric.indicators
  if (first !== rubric.sections.length)
    note('total', at('indicators', 'first'), `一级指标共 ${rubric.sections.length} 项，与写明的 ${first} 不符`)
  if (second !== items.length)
    note('total', at('indicators', 'second'), `二级指标共 ${items.length} 项，与写明的 ${second} 不符`)
}

function lintGroups(rubric: Rubric, note: Note): void {
  const ids = new Set(rubric.sections.map((section) => section.id))
  rubric.groups.forEach((group, i) => {
    const place = { text: `groups ${group.title}`, path: ['groups', i] }
    const unknown = group.sections.filter((id) => !ids.has(id))
    if (unknown.length > 0) note('unknownItem', place, `没有部分 ${unknown.join('、')}；可用：${[...ids].join('、')}`)
    const sum = rounded(
      rubric.sections.reduce((all, section) => all + (group.sections.includes(section.id) ? section.maximum : 0), 0),
    )
    if (sum !== group.maximum) note('total', place, `所含各部分合计 ${sum}，与写明的 ${group.maximum} 不符`)
  })
  if (rubric.groups.length === 0) return
  const grouped = rubric.groups.flatMap((group) => group.sections)
  for (const id of ids)
    if (grouped.filter((one) => one === id).length !== 1)
      note('inconsistent', { text: 'groups', path: ['groups'] }, `部分 ${id} 应恰好归入一组`)
}

function lintNames(rubric: Rubric, note: Note): void {
  const items = rubric.sections.flatMap((section) => section.items)
  const targets = new Set([...items, ...rubric.gates].map((one) => one.id))
  const dueIds = rubric.due.map((one) => one.id)
  rubric.duties.forEach((duty, i) => {
    const place = { text: `duties ${duty.id}`, path: ['duties', i] }
    if (!targets.has(duty.item)) note('unknownItem', place, `没有评价项或申报条件 ${duty.item}；item 写它关系到哪一项`)
    if (duty.due !== undefined && !dueIds.includes(duty.due))
      note('unknownKey', place, `没有期限 ${duty.due}；可用：${dueIds.join('、') || '（due 里还没有）'}`)
  })
  const text = JSON.stringify([rubric.gates, rubric.sections, rubric.duties])
  rubric.due.forEach((due, i) => {
    if (!['by', 'due', 'opens'].some((key) => text.includes(`"${key}":${JSON.stringify(due.id)}`)))
      note('unreachable', { text: `due ${due.id}`, path: ['due', i] }, '这个期限没有被任何规则用到；请用上或删去')
  })
  rubric.settings.forEach((setting, i) => {
    if (!text.includes(`"within":${JSON.stringify(setting.id)}`))
      note(
        'unreachable',
        { text: `settings ${setting.id}`, path: ['settings', i] },
        '这个设置没有被任何规则用到；请用上或删去',
      )
  })
}
