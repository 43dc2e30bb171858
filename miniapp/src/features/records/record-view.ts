import { indexCatalog, type Catalog, type Field, type Filing, type FlatRecord } from '@xingji/shared'
import { dayWords, evidenceOf, recordTitle, recordWhen } from '../words'

export interface Fact {
  name: string
  value: string
}
export const evidenceFact = '佐证'

/** A record in words, in the order of its form. */
export interface RecordView {
  title: string
  kind: string
  facts: Fact[]
}

export function recordView(record: FlatRecord, catalog: Catalog, today: string): RecordView {
  const index = indexCatalog(catalog)
  const kind = index.kind(String(record.kind))
  const facts: Fact[] = [{ name: '时间', value: recordWhen(record, today) }]
  const add = (name: string, value: string) => facts.push({ name, value })
  if (record.year !== undefined && typeof record.on === 'string') add('完成日期', dayWords(record.on, today))
  if (record.from !== undefined && typeof record.until === 'string') add('到', dayWords(record.until, today))
  if (record.holds === false) add('有没有', '没有')
  for (const field of kind?.fields ?? []) {
    const value = record[field.id]
    if (value === undefined) continue
    add(field.label, fieldWords(field, value))
  }
  for (const filing of (record.filings as Filing[] | undefined) ?? []) {
    add('报送', `${index.bodyLabel(filing.to)}，${dayWords(filing.on, today)}`)
  }
  for (const one of evidenceOf(record)) {
    add(evidenceFact, [one.title, one.link ?? one.file].filter(Boolean).join(' '))
  }
  if (typeof record.note === 'string') add('备注', record.note)
  return { title: recordTitle(record, kind), kind: kind?.label ?? String(record.kind), facts }
}

/** What a field says, in the words of the catalog. */
export function fieldWords({ options, unit }: Field, value: unknown): string {
  const option = options?.find((one) => one.id === value)?.label
  const words = typeof value === 'boolean' ? (value ? '是' : '否') : (option ?? String(value))
  return unit ? `${words} ${unit}` : words
}

/** Two versions of a record side by side: each fact that differs, in both. */
export function differences(
  mine: RecordView | undefined,
  theirs: RecordView | undefined,
): (Fact & { other: string })[] {
  const lines = (view: RecordView | undefined) =>
    (view ? [{ name: '名称', value: view.title }, ...view.facts] : []).reduce(
      (all, { name, value }) => all.set(name, [...(all.get(name) ?? []), value]),
      new Map<string, string[]>(),
    )
  const [ours, others] = [lines(mine), lines(theirs)]
  const words = (values: string[] | undefined) => values?.join('；') ?? '（没有）'
  return [...new Set([...ours.keys(), ...others.keys()])]
    .map((name) => ({ name, value: words(ours.get(name)), other: words(others.get(name)) }))
    .filter((one) => one.value !== one.other)
}

/** Where a record counts: every item of a scorecard that names it. */
export interface UseLine {
  rubric: string
  item: string
  title: string
  note: string
  figure: string
}
