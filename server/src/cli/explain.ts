import { createScorer } from '@xingji/shared'
import { UsageError } from './files.js'
import type { Invocation } from './main.js'
import { outcomes, readScoreInput } from './score.js'
import { table } from './table.js'

const reasons: Record<string, string> = {
  afterAsOf: '还没到日期',
  outsideWindow: '不在评价期内',
  notInForce: '没有或已失效',
  superseded: '已有更新的情况',
  fieldMissing: '信息没填全',
  fieldDiffers: '不符合本项要求',
  belowMinimum: '没有达到数量',
  excluded: '另有归处',
  notFiled: '缺备案',
  filedLate: '备案迟了',
  claimedElsewhere: '学会指定了别处',
  assignedElsewhere: '已用于另一项',
  repeated: '同类只算一次',
  capReached: '已经封顶',
  notEnoughYet: '还不够次数',
}

export function explainCommand({ values, words, print }: Invocation): number {
  const { rubric, input } = readScoreInput(values)
  const known = rubric.sections.flatMap((section) => section.items.map((item) => item.id))
  const [id] = words
  const item = id === undefined ? undefined : createScorer(input).explain(id)
  if (!item)
    throw new UsageError(`${id === undefined ? '缺少评价项编号' : `没有评价项 ${id}`}；可用：${known.join('、')}`)
  if (values.json === true) {
    print(JSON.stringify(item))
    return 0
  }
  const titles = new Map(
    [...(input.records ?? [])].map((record) => [
      record.id,
      `${record.on ?? record.from ?? record.year ?? ''} ${record.title ?? record.kind}`,
    ]),
  )
  const { secured, estimate, potential } = item.points
  const lines = [
    `${item.id} ${item.title}  ${outcomes[item.outcome] ?? ''}`,
    `确定 ${secured}  预计 ${estimate}  潜力 ${potential}  满分 ${item.maximum}`,
    item.clause,
  ]
  if (item.reading !== undefined) lines.push(`读法：${item.reading}`)
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
          `  ${reasons[one.reason] ?? one.reason}`,
          one.record,
          titles.get(one.record) ?? '',
          one.fix,
        ]),
      ),
    )
  if (item.missing.length > 0) lines.push('', '还缺', ...item.missing.map((one) => `  ${one}`))
  print(lines.join('\n'))
  return 0
}
