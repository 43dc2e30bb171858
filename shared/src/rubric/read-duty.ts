import type { Duty, DutyDone, Selector, TimeSpan } from '../model/rubric.js'
import type { ConditionReader } from './read-condition.js'
import { say } from './reader.js'
import type { Path } from './source.js'
import { dutyForms, tables } from './vocabulary.js'

/** A span or a count of days beyond a hundred years is a slip of the pen. */
const mostDays = 36500

/** One entry of `duties`, strictly read. */
export function readDuty(conditions: ConditionReader, raw: unknown, path: Path): Duty {
  const { reader, names } = conditions
  const entry = reader.object(raw, path, tables.duty) ?? {}
  const text = (key: string): string => reader.text(entry[key], [...path, key])
  const duty: Duty = {
    id: text('id'),
    title: text('title'),
    clause: text('clause'),
    item: text('item'),
    action: text('action'),
  }
  const forms = dutyForms.filter((key) => entry[key] !== undefined)
  if (forms.length > 1) reader.fail('inconsistent', path, `${forms.join('、')} 只能写一个；一件事分成几条任务来写`)
  for (const form of forms) duty[form] = readForm(conditions, entry[form], [...path, form], form)
  if (duty.each && entry.done === undefined)
    reader.fail('missing', path, '缺少 done（怎样算做完），如 done: { filed: { to: 报送对象 } }')
  if (duty.count && entry.target === undefined) reader.fail('missing', path, '缺少 target（一共要几次）')
  const belongs = (key: string, form: keyof Duty): void => {
    if (entry[key] !== undefined && duty[form] === undefined)
      reader.fail('inconsistent', [...path, key], `${key} 只和 ${form} 一起写；请删去，或补上 ${form}`)
  }
  belongs('done', 'each')
  belongs('target', 'count')
  belongs('within', 'each')
  if (entry.done !== undefined) duty.done = readDone(conditions, entry.done, [...path, 'done'])
  if (entry.target !== undefined) duty.target = whole(conditions, entry.target, [...path, 'target'], '次数', 1)
  if (entry.due !== undefined) duty.due = conditions.named(entry.due, [...path, 'due'], names.due, '期限')
  if (entry.within !== undefined)
    duty.within = spanOr(conditions, entry.within, [...path, 'within'], names.settings, '设置')
  if (entry.due !== undefined && entry.within !== undefined)
    reader.fail('inconsistent', path, 'due（统一的截止日）和 within（记录之后多久）只能写一个')
  if (entry.opens !== undefined) duty.opens = spanOr(conditions, entry.opens, [...path, 'opens'], names.due, '期限')
  if (entry.soon !== undefined) duty.soon = whole(conditions, entry.soon, [...path, 'soon'], '天数', 0)
  if (entry.whole !== undefined && reader.flag(entry.whole, [...path, 'whole'])) duty.whole = true
  return duty
}

function readForm(conditions: ConditionReader, raw: unknown, path: Path, form: (typeof dutyForms)[number]): Selector {
  const { reader, names } = conditions
  if (Array.isArray(raw)) reader.fail('wrongType', path, '报送任务的一条只问一种记录，不写成列表；请拆成几条任务')
  const selector = conditions.selector(raw, path)
  if (selector.exclusive !== undefined)
    reader.fail('inconsistent', [...path, 'exclusive'], '报送任务不写 exclusive；请删去')
  if (selector.filed?.by !== undefined || selector.filed?.within !== undefined)
    reader.fail('inconsistent', [...path, 'filed'], '报送任务的期限写在 due 或 within，filed 里只写 to')
  if (form === 'valid') {
    const other = names.catalog.kinds.find((kind) => selector.kind.includes(kind.id) && kind.time !== 'statement')
    if (other)
      reader.fail(
        'inconsistent',
        [...path, 'kind'],
        `“${other.label}”没有有效期，valid 只用于常设情况（time: statement）`,
      )
  }
  return selector
}

function readDone(conditions: ConditionReader, raw: unknown, path: Path): DutyDone {
  const { reader } = conditions
  const entry = reader.object(raw, path, tables.dutyDone) ?? {}
  const done: DutyDone = {}
  if ((entry.filed === undefined) === (entry.record === undefined))
    reader.fail('inconsistent', path, 'done 写 filed（这条记录已报送）或 record（另有一条记录），写且只写一个')
  if (entry.filed !== undefined) {
    const at = [...path, 'filed']
    const filed = reader.object(entry.filed, at, tables.dutyFiled) ?? {}
    done.filed = { to: conditions.filed({ to: filed.to }, at).to }
    const when = reader.oneOf(filed.when, [...at, 'when'], ['before', 'after'])
    if (when !== undefined) done.filed.when = when
  }
  if (entry.record !== undefined) done.record = readForm(conditions, entry.record, [...path, 'record'], 'once')
  return done
}

function spanOr(
  conditions: ConditionReader,
  raw: unknown,
  path: Path,
  known: readonly string[],
  what: string,
): string | TimeSpan {
  if (typeof raw === 'string') return conditions.named(raw, path, known, what)
  const entry = conditions.reader.object(raw, path, tables.span) ?? {}
  const span: TimeSpan = {}
  if (entry.days !== undefined) span.days = whole(conditions, entry.days, [...path, 'days'], '天数', 0)
  if (entry.months !== undefined) span.months = whole(conditions, entry.months, [...path, 'months'], '月数', 0)
  if ((span.days === undefined) === (span.months === undefined))
    conditions.reader.fail('missing', path, `写{days: 天数}、{months: 月数}，或${what}的编号，三样写一样`)
  return span
}

function whole(conditions: ConditionReader, raw: unknown, path: Path, what: string, least: number): number {
  if (typeof raw === 'number' && Number.isInteger(raw) && raw >= least && raw <= mostDays) return raw
  conditions.reader.fail('badRange', path, `${what}是 ${least} 到 ${mostDays} 的整数，这里${say(raw)}`)
  return least
}
