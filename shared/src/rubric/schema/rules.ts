import { shapes, tables } from '../vocabulary.js'
import { amount, flag, joined, listOf, mapOf, number, object, oneOf, points, ref, text, type Json } from './parts.js'

const condition = ref('condition')
const base: Record<string, Json> = {
  id: text('部分编号：评审、自评按它打分'),
  label: text('这部分叫什么'),
  onlyWhen: condition,
}
const step = object(tables.step, { min: amount, above: amount, points: points('到这一档得几分') })
const grades = mapOf(points(), '级别: 分数')

/** What each shape's own keys hold. */
const own: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  points: {
    points: points('得（或扣）几分'),
    when: condition,
    unless: condition,
    due: text('期限编号：到这天以前只算有风险'),
  },
  steps: { steps: listOf(step, 1, '从低到高'), of: ref('measure') },
  each: { each: points('每次几分'), first: points('第一次几分'), cap: points('最多几分'), of: ref('measure') },
  grade: { grade: grades, of: ref('selector'), field: text('按哪个字段分级') },
  judged: { judged: points('专家最多给几分'), needs: oneOf(ref('selector'), { type: 'null' }), grades },
  sum: { sum: listOf(ref('rule'), 1), cap: points('合计最多'), floor: points('合计最少（扣分封底）') },
  best: { best: listOf(ref('rule'), 1, '就高不就低') },
  cases: { cases: listOf(ref('case'), 1, '从上到下，第一种成立的') },
  share: { share: number('占几份'), when: condition },
  full: { full: points('满分'), minus: listOf(ref('rule'), 1, '缺一样扣几分'), floor: points('最低几分') },
  list: { list: ref('selector') },
}

const forms = Object.entries(shapes)

/** Definitions of rules: one form for each shape. */
export const ruleDefinitions = (): Record<string, Json> => ({
  rule: oneOf(...forms.map(([shape, table]) => object(joined(table, tables.ruleBase), { ...own[shape], ...base }))),
  // A case carries its rule beside `when` / `else`; `when` is the case's own.
  case: oneOf(
    object({ ...tables.case, needed: ['rule'] }, { when: condition, else: flag(), rule: ref('rule') }),
    ...forms.map(([shape, table]) => {
      const keys = joined(table, tables.ruleBase, { keys: ['when', 'else'], needed: [] })
      const needed = keys.needed.filter((key) => key !== 'when')
      return object({ keys: keys.keys, needed }, { ...own[shape], ...base, when: condition, else: flag('其余情况') })
    }),
  ),
})
