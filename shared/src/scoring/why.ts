import type {
  Condition,
  EachRule,
  GradeRule,
  JudgedRule,
  Measure,
  PointsRule,
  Rule,
  StepsRule,
} from '../model/rubric.js'
import type { CardInput } from './card.js'
import { measure } from './evaluate.js'
import { parseFactPath } from './facts.js'
import type { Unit } from './program.js'
import type { Leaf, Worth } from './worth.js'

/**
 * Why an item has the points it has: a sentence for each part, with its numbers. Made when asked for: a scorecard holds
 * only what was counted and what was not.
 */
export function whyPoints(input: CardInput, unit: Unit): string[] {
  const worth = input.result(unit).worth as Worth
  if (worth.notApplicable === true) return ['这一项不适用，不得分也不减分']
  const { scale } = input
  const sum = (key: 'estimate' | 'loss'): number => worth.leaves.reduce((all, one) => all + one.worth[key], 0)
  // While it is not known which case applies, its branches are all there: none of them says what is so.
  if (sum('loss') < worth.loss) return [`还说不准，可能减 ${-scale.toFigure(worth.worst)} 分`]
  if (sum('estimate') > worth.estimate && worth.possible > worth.estimate)
    return [`情况还不清楚，先按最少的 ${scale.toFigure(worth.estimate)} 分算`]
  const writer = new Writer(input, unit)
  const all = worth.leaves.map((leaf) => writer.sentence(leaf)).filter((one) => one !== '')
  const some = all.filter((one) => one !== nothingFits)
  const told = [...new Set(some.length > 0 ? some : all)]
  if (worth.notApplicable === null) told.unshift('还不清楚这一项适不适用')
  if (sum('estimate') > worth.estimate) told.push(`合计最多 ${scale.toFigure(worth.estimate)} 分`)
  if (worth.secured < worth.estimate) told.push(`其中有佐证材料的是 ${scale.toFigure(worth.secured)} 分`)
  return told
}

const nothingFits = '没有符合的'

class Writer {
  constructor(
    private readonly input: CardInput,
    private readonly unit: Unit,
  ) {}

  sentence({ rule, worth }: Leaf): string {
    const told = this.told(rule, worth)
    return told === '' || rule.label === undefined ? told : `${rule.label}：${told}`
  }

  private told(rule: Rule, worth: Worth): string {
    if ('points' in rule) return this.points(rule, worth)
    if ('share' in rule) {
      const how = this.unit.item?.maximum === null ? '（文件没有规定每条的分，按本部分平均）' : ''
      return `${this.stood(rule.when, worth)}，${this.earned(worth)}${how}`
    }
    if ('judged' in rule) return this.judged(rule, worth)
    if ('steps' in rule) return this.steps(rule, worth)
    if ('each' in rule) return this.each(rule, worth)
    if ('grade' in rule) return this.graded(rule, worth)
    if ('full' in rule) return `从 ${rule.full} 分起，缺的扣去，${this.earned(worth)}`
    if (!('list' in rule)) return ''
    const { low } = this.input.view.count(this.input.view.slot(rule))
    return low > 0 ? `符合的有 ${low} 条` : worth.met === null ? '有没有符合的还不清楚' : nothingFits
  }

  private earned({ estimate }: Worth): string {
    return `得 ${this.input.scale.toFigure(estimate)} 分`
  }

  private points(rule: PointsRule, worth: Worth): string {
    if (rule.points > 0) return `${this.stood(rule.when, worth)}，${this.earned(worth)}`
    if (rule.points === 0) return this.unit.maximum > 0 ? '不符合得分的条件，得 0 分' : '没有问题，不减分'
    if (worth.loss < 0) return `不符合要求，减 ${-rule.points} 分`
    const until = worth.due === undefined ? '' : `，最晚 ${worth.due} 办好就不减`
    return worth.worst < 0 ? `还说不准，可能减 ${-rule.points} 分${until}` : '没有问题，不减分'
  }

  private judged(rule: JudgedRule, worth: Worth): string {
    const { scale, view } = this.input
    if (worth.awaitsReview)
      return worth.estimate > 0
        ? `由专家评定，现按自评 ${scale.toFigure(worth.estimate)} 分，最多 ${rule.judged} 分`
        : `由专家评定，最多 ${rule.judged} 分；还没有填自评分，先不计`
    if (worth.potential > 0 || view.count(view.slot(rule)).low > 0) return `专家评 ${scale.toFigure(worth.estimate)} 分`
    return `由专家评定，最多 ${rule.judged} 分；还没有可评的记录`
  }

  private steps(rule: StepsRule, worth: Worth): string {
    const { low } = measure(this.input.view, rule.of)
    const next = rule.steps.find(({ min, above }) => (min !== undefined ? low < min : low <= (above ?? Infinity)))
    const bound = next && (next.min !== undefined ? `达到 ${this.figure(rule.of, next.min)}` : `多于 ${this.figure(rule.of, next.above ?? 0)}`) // prettier-ignore
    const gap = 'ratio' in rule.of ? ' ' : ''
    const more = next && bound ? `；${bound}${gap}得 ${next.points} 分` : ''
    return `${this.counted(rule.of, low)}，${this.earned(worth)}${more}`
  }

  private each(rule: EachRule, worth: Worth): string {
    const { low } = measure(this.input.view, rule.of)
    const first = rule.first !== undefined && rule.first !== rule.each ? `第一次 ${rule.first} 分，以后` : ''
    const cap = rule.cap === undefined ? '' : `，最多 ${rule.cap} 分`
    return `${this.counted(rule.of, low)}，${first}每${this.unitOf(rule.of).trim() || '次'} ${rule.each} 分${cap}，${this.earned(worth)}`
  }

  private graded(rule: GradeRule, worth: Worth): string {
    const { view, words, scale } = this.input
    const best = Object.keys(rule.grade).find(
      (key) => scale.toUnits(rule.grade[key] ?? 0) === worth.estimate && view.slot(rule).byKey.has(key),
    )
    if (worth.estimate <= 0 || best === undefined) return `没有够得上的，${this.earned(worth)}`
    return `最好的一条是“${words.stated(rule.of.kind[0] ?? '', rule.field, best)}”，${this.earned(worth)}`
  }

  /** Whether it was done, with the numbers it hangs on. */
  private stood(when: Condition | undefined, { estimate, possible }: Worth): string {
    const done = estimate > 0 ? '做到了' : possible > 0 ? '做没做到还不清楚' : '没有做到'
    const numbers = when ? this.numbers(when) : []
    return numbers.length > 0 ? `${done}（${numbers.join('；')}）` : done
  }

  private numbers(node: Condition): string[] {
    if ('all' in node || 'any' in node) return ('all' in node ? node.all : node.any).flatMap((one) => this.numbers(one))
    if (!('min' in node) || typeof node.min !== 'number') return []
    const { view, words } = this.input
    if ('fact' in node) {
      const { value } = view.fact(node.fact, node.at)
      const { kind, field } = parseFactPath(node.fact)
      const unit = words.unit(kind, field)
      return typeof value === 'number' ? [`${words.fact(node.fact)} ${value}${unit}，要 ${node.min}${unit}`] : []
    }
    if ('count' in node && node.min <= 1) return []
    const { low } = measure(view, node)
    return [`${this.counted(node, low)}，要 ${this.figure(node, node.min)}`]
  }

  private counted(of: Measure, value: number): string {
    const most = 'largest' in of ? '最多的一次' : 'ratio' in of ? '占' : '共'
    return `${most} ${this.figure(of, value)}`
  }

  private figure(of: Measure, value: number): string {
    return 'ratio' in of ? `${Math.floor(value * 1000 + 1e-9) / 10}%` : `${value}${this.unitOf(of)}`
  }

  private unitOf(of: Measure): string {
    const { words } = this.input
    if ('count' in of) return words.counting(of.count.kind[0] ?? '')
    if ('total' in of) return words.unit(of.total.kind[0] ?? '', of.field)
    if ('largest' in of) return words.unit(of.largest.kind[0] ?? '', of.field)
    if ('distinct' in of) return ' 种'
    return 'tally' in of ? ' 样' : ''
  }
}
