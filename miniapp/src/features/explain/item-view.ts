import {
  figureLabels,
  indexCatalog,
  judgedParts,
  outcomeWord,
  reasonLabels,
  type Catalog,
  type FlatRecord,
  type ItemCard,
  type Rubric,
  type RubricItem,
  type Scorecard,
} from '@xingji/shared'
import type { RingLayers } from '../../components/ring'
import { layersOf } from '../home/home-view'
import { dayWords, points, recordTitle, recordWhen, signed } from '../words'

/** How an item stands, and how it counts where that is not plain. */
export function itemNote(item: Pick<ItemCard, 'outcome' | 'maximum' | 'points' | 'bonus' | 'future'>): string {
  if (item.future) return '下一年度起，现在不计分'
  return item.bonus ? `${outcomeWord(item)}，附加分` : outcomeWord(item)
}

export interface RecordLine {
  record: string
  title: string
  note: string
  figure: string
}
export interface JudgedLine {
  part: string
  label: string
  maximum: number
  given: number | undefined
}
/** An item of a rubric in words. */
export interface ItemView {
  id: string
  title: string
  clause: string
  reading?: string
  outcome: string
  apportioned: boolean
  maximum: string
  figures: { name: string; points: string }[]
  layers: RingLayers
  /** Why it has these points, a sentence for each part. */
  why: string[]
  counted: RecordLine[]
  notCounted: RecordLine[]
  moreCounted: number
  moreNotCounted: number
  missing: string[]
  next: { action: string; figure: string }[]
  risks: string[]
  judged: JudgedLine[]
  /** Kinds of record this item looks at. */
  kinds: { id: string; label: string }[]
}

interface Sources {
  card: Scorecard
  rubric: Rubric
  catalog: Catalog
  record: (id: string) => FlatRecord | undefined
  selfAssessment: Readonly<Record<string, number>>
  why: string[]
  today: string
}

export function itemView(id: string, sources: Sources): ItemView | undefined {
  const { card, rubric, catalog, selfAssessment, why, today } = sources
  const item = card.sections.flatMap((section) => section.items).find((one) => one.id === id)
  const source = rubric.sections.flatMap((section) => section.items).find((one) => one.id === id)
  if (!item || !source) return undefined
  const describe = recordDescriber(sources)
  return {
    id,
    title: item.title,
    clause: item.clause,
    reading: item.reading,
    outcome: itemNote(item),
    apportioned: item.apportioned === true,
    maximum: maximumWords(item, source),
    figures: [
      { name: figureLabels.secured, points: points(item.points.secured) },
      { name: figureLabels.estimate, points: points(item.points.estimate) },
      { name: figureLabels.potential, points: points(item.points.potential) },
    ],
    layers: layersOf(item.points, item.maximum),
    why,
    counted: item.counted.map((one) => ({ ...describe(one.record), figure: signed(one.points) })),
    notCounted: item.notCounted.map((one) => ({
      ...describe(one.record),
      note: [reasonLabels[one.reason], one.fix].filter(Boolean).join('。'),
      figure: one.gain > 0 ? `可 ${signed(one.gain)}` : '',
    })),
    moreCounted: item.more.counted,
    moreNotCounted: item.more.notCounted,
    missing: item.missing,
    next: card.next
      .filter((step) => step.item === id)
      .map((step) => ({ action: step.action, figure: signed(step.gain) })),
    risks: card.atRisk
      .filter((risk) => risk.item === id)
      .map(
        (risk) => `可能扣 ${points(-risk.points)} 分${risk.due ? `，最晚${dayWords(risk.due, today)}办好就不扣` : ''}`,
      ),
    judged: judgedParts(rubric)
      .filter((part) => part.item === id)
      .map((part) => ({
        part: part.id,
        label: part.label ?? '专家打分部分',
        maximum: part.maximum,
        given: selfAssessment[part.id],
      })),
    kinds: kindsOf(source, catalog),
  }
}

function maximumWords(item: ItemCard, source: RubricItem): string {
  const parts = []
  if (item.maximum > 0) parts.push(`满分 ${points(item.maximum)} 分`)
  if (source.deduction > 0) parts.push(`最多扣 ${points(source.deduction)} 分`)
  return parts.join('，')
}

function recordDescriber({ catalog, record, today }: Sources): (id: string) => Omit<RecordLine, 'figure'> {
  const index = indexCatalog(catalog)
  return (id) => {
    const found = record(id)
    // The organisation's own profile stands among the records without being one.
    if (!found) return { record: '', title: '单位资料', note: '' }
    return { record: id, title: recordTitle(found, index.kind(String(found.kind))), note: recordWhen(found, today) }
  }
}

/** The kinds an item's rule names anywhere, in the order it names them. */
export function kindsOf(item: RubricItem, catalog: Catalog): { id: string; label: string }[] {
  const ids = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (typeof value !== 'object' || value === null) return
    const { kind, fact } = value as { kind?: unknown; fact?: unknown }
    if (Array.isArray(kind)) for (const id of kind) ids.add(String(id))
    if (typeof fact === 'string') ids.add(fact.split(/[./]/)[0] ?? fact)
    Object.values(value).forEach(visit)
  }
  visit([item.rule, item.readings?.choices.map((choice) => choice.rule)])
  const index = indexCatalog(catalog)
  return [...ids].flatMap((id) => {
    const kind = index.kind(id)
    return kind ? [{ id: kind.id, label: kind.label }] : []
  })
}
