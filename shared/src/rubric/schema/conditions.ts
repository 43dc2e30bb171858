import { calendarUnits, measureKeys, tables } from '../vocabulary.js'
import {
  amount,
  day,
  flag,
  joined,
  listOf,
  mapOf,
  object,
  oneOf,
  oneOrMore,
  ref,
  text,
  words,
  type Json,
} from './parts.js'

const scalar: Json = { type: ['string', 'number', 'boolean'] }
const compared: Record<string, Json> = {
  min: oneOf(amount, day()),
  max: oneOf(amount, day()),
  above: oneOf(amount, day()),
  below: oneOf(amount, day()),
  odd: flag('奇数'),
  is: scalar,
  in: listOf({ type: ['string', 'number'] }, 1),
}
const fact = text('常设情况：种类、种类.字段、种类/哪一项.字段，如 committee.size')

const selectorKeys: Record<string, Json> = {
  kind: oneOrMore(text('记录种类，见 xingji catalog')),
  where: ref('tests'),
  not: ref('tests'),
  any: listOf(ref('tests'), 1, '至少满足其中一组'),
  filed: ref('filed'),
  window: oneOf(
    words(['any', 'now'], 'any 任何时候；now 评价那天仍在进行'),
    object({ keys: ['years'], needed: ['years'] }, { years: { type: 'integer', minimum: 1, description: '近几年' } }),
    object({ keys: ['from', 'to'], needed: ['from', 'to'] }, { from: day(), to: day() }),
  ),
  year: oneOrMore({ type: 'integer', description: '相对本周期的年份：0 今年、-1 去年' }),
  exclusive: text('同组名的各项，一条记录只算一项'),
}

const selectorWith = (extra: string): Json =>
  object(joined(tables.selector, { keys: [extra], needed: [extra] }), { ...selectorKeys, [extra]: text() })

/** One object for each measure; a measure's own word is needed, the others may not stand beside it. */
function measures(beside: Readonly<Record<string, Json>>): Json[] {
  const forms: Record<(typeof measureKeys)[number] | 'max', Record<string, Json>> = {
    count: { count: ref('selector') },
    total: { total: ref('selectorOfField'), field: text('合计哪个数字字段') },
    largest: { largest: ref('selectorOfField'), field: text('取哪个数字字段的最大值') },
    max: { max: ref('selectorOfField'), field: text('取哪个数字字段的最大值') },
    distinct: {
      distinct: ref('selectorApart'),
      by: { type: 'string', description: `按哪个字段区分，或 ${calendarUnits.join('、')}` },
    },
    fact: { fact, at: words(['asOf'], '按评分那天，而不是周期末') },
    ratio: { ratio: { ...listOf(ref('measure'), 2, '部分、全体'), maxItems: 2 } },
    tally: { tally: listOf(ref('condition'), 1, '数一数其中有几个成立') },
  }
  return Object.entries(forms).map(([word, own]) => {
    const properties = { ...beside, ...own }
    return object({ keys: Object.keys(properties), needed: [word] }, properties)
  })
}

/** Definitions of selectors, measures and conditions. */
export const conditionDefinitions = (): Record<string, Json> => ({
  tests: mapOf(
    oneOf(
      scalar,
      listOf({ type: ['string', 'number'] }, 1),
      object(tables.fieldCompare, { ...compared, stated: flag('要记录里写明，不按默认值算') }),
    ),
    '字段: 值、几个值之一，或比较，如 {people: {min: 30}}',
  ),
  filed: object(tables.filed, {
    to: text('报送对象'),
    by: text('期限编号：这天以前'),
    within: text('设置编号：之后多少天内'),
  }),
  // The field or unit a measure asks for may stand inside its selector.
  selectorOfField: oneOf(ref('selector'), selectorWith('field')),
  selectorApart: oneOf(ref('selector'), selectorWith('by')),
  selector: oneOf(object(tables.selector, selectorKeys), listOf(object(tables.selector, selectorKeys), 1)),
  measure: oneOf(fact, ...measures({})),
  requirement: object(tables.requirement, {
    where: ref('tests'),
    filed: ref('filed'),
    filings: object(tables.filings, { to: text('事前、事后都要报送的对象') }),
  }),
  condition: oneOf(
    fact,
    { type: 'boolean' },
    object(tables.all, { all: listOf(ref('condition'), 1, '全部成立') }),
    object(tables.any, { any: listOf(ref('condition'), 1, '至少一个成立') }),
    object(tables.none, { none: listOf(ref('condition'), 1, '一个都不成立') }),
    object(tables.always, { always: flag() }),
    object(tables.filedCondition, {
      filed: object(joined(tables.selector, tables.filed), { ...selectorKeys, ...filedKeys }),
    }),
    object(tables.every, { every: ref('selector'), has: ref('requirement'), emptyNeeds: fact }),
    object(tables.eachYear, { eachYear: ref('selector'), has: ref('requirement'), since: fact }),
    ...measures(compared),
  ),
})
const filedKeys: Record<string, Json> = { to: text('报送对象'), by: text('期限编号'), within: text('设置编号') }
