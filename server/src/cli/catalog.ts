import type { Field } from '@xingji/shared'
import { UsageError } from './files.js'
import { loadRubrics } from './load.js'
import type { Invocation } from './main.js'
import { table } from './table.js'

const times: Record<string, string> = {
  event: '活动（on）',
  period: '时段（from）',
  statement: '常设情况（from）',
  yearly: '年度（year）',
}

export function catalogCommand({ values, words, print }: Invocation): number {
  const { catalog } = loadRubrics(values.rubrics)
  const [asked] = words
  const kinds =
    asked === undefined
      ? catalog.kinds
      : catalog.kinds.filter((kind) => kind.id === asked || kind.aliases?.includes(asked))
  if (asked !== undefined && kinds.length === 0) throw new UsageError(`没有种类 ${asked}；全部种类见 xingji catalog`)
  if (values.json === true) {
    print(JSON.stringify(asked === undefined ? catalog : kinds[0]))
    return 0
  }
  const blocks = kinds.map((kind) => {
    const head = `${kind.id}  ${kind.label}  ${times[kind.time] ?? ''}`
    const rows = kind.fields.map((field) => [`  ${field.id}`, field.label, describe(field)])
    return rows.length === 0 ? head : `${head}\n${table(rows)}`
  })
  const bodies = catalog.bodies.map((body) => `${body.id} ${body.label}`).join('、')
  print([...blocks, ...(asked === undefined ? [`报送对象（filings.to）：${bodies}`] : [])].join('\n'))
  return 0
}

function describe(field: Field): string {
  if (field.type === 'enum') return (field.options ?? []).map((option) => `${option.id} ${option.label}`).join('、')
  const type = { boolean: '是/否', integer: '整数', number: '数字', text: '文字', day: '日期' }[field.type]
  return `${type}${field.unit === undefined ? '' : `（${field.unit}）`}${field.required ? '，必填' : ''}`
}
