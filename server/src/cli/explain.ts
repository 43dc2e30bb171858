import { createScorer, outcomeWord, reasonLabels } from '@xingji/shared'
import { UsageError } from './files.js'
import type { Invocation } from './main.js'
import { named, openFactLines, readScoreInput } from './score.js'
import { table } from './table.js'

export function explainCommand({ values, words, print }: Invocation): number {
  const { rubric, input } = readScoreInput(values)
  const known = rubric.sections.flatMap((section) => section.items.map((item) => item.id))
  const [id] = words
  const scorer = createScorer(input)
  const item = id === undefined ? undefined : scorer.explain(id)
  if (!item)
    throw new UsageError(`${id === undefined ? '缺少评价项编号' : `没有评价项 ${id}`}；可用：${known.join('、')}`)
  if (values.json === true) {
    print(JSON.stringify({ ...item, why: scorer.why(item.id) }))
    return 0
  }
  const titles = new Map(
    [...(input.records ?? [])].map((record) => [
      record.id,
      `${record.on ?? record.from ?? record.year ?? ''} ${record.title ?? scorer.catalog.label(record.kind)}`,
    ]),
  )
  const { secured, estimate, potential } = item.points
  const lines = [
    `${item.id} ${item.title}  ${outcomeWord(item)}`,
    `${named('secured', secured)}  ${named('estimate', estimate)}  ${named('potential', potential)}  满分 ${item.maximum}`,
    item.clause,
  ]
  if (item.reading !== undefined) lines.push(`读法：${item.reading}`)
  const why = scorer.why(item.id)
  if (why.length > 0) lines.push('', '为什么是这个分', ...why.map((one) => `  ${one}`))
  if (item.counted.length > 0)
    lines.push(
      '',
      '计入',
      table(item.counted.map((one) => [`  +${one.points}`, one.record, titles.get(one.record) ?? ''])),
    )
  if (item.notCounted.length > 0)
    lines.push(
      '',
      '没有计入',
      table(
        item.notCounted.map((one) => [
          `  ${reasonLabels[one.reason]}`,
          one.record,
          titles.get(one.record) ?? '',
          one.fix,
        ]),
      ),
    )
  if (item.missing.length > 0) lines.push('', '还缺', ...item.missing.map((one) => `  ${one}`))
  lines.push(...openFactLines(scorer.openFacts().filter((one) => one.items.includes(item.id))))
  print(lines.join('\n'))
  return 0
}
