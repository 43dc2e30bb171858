import { without } from '../without'
import { evidenceOf } from '../words'
import {
  reservedKeys,
  type Catalog,
  type Evidence,
  type Field,
  type Filing,
  type FlatRecord,
  type Kind,
  type Problem,
} from '@xingji/shared'

/** How a field is asked for. */
export type FieldForm = 'toggle' | 'yesNo' | 'number' | 'choice' | 'text' | 'day'

export interface FieldView {
  field: Field
  form: FieldForm
  value: unknown
  problem?: string
  /** What it often comes to, offered beside the exact number. */
  quick?: readonly number[]
}
export interface DateView {
  key: 'on' | 'from' | 'until' | 'year'
  label: string
  optional: boolean
}

const dates: Record<Kind['time'], DateView[]> = {
  event: [
    { key: 'on', label: '哪一天', optional: false },
    { key: 'until', label: '结束日期（开了几天的）', optional: true },
  ],
  period: [
    { key: 'from', label: '从哪一天起', optional: false },
    { key: 'until', label: '结束日期（已经结束的）', optional: true },
  ],
  statement: [
    { key: 'from', label: '从哪一天起是这样', optional: false },
    { key: 'until', label: '截止日期（有期限的）', optional: true },
  ],
  yearly: [
    { key: 'year', label: '哪一年度的', optional: false },
    { key: 'on', label: '完成日期', optional: true },
  ],
}

export const datesOf = (kind: Kind): readonly DateView[] => dates[kind.time]

/** A new record of a kind: dated today, nothing else taken for granted. */
export function blankDraft(kind: Kind, id: string, today: string): FlatRecord {
  const main = dates[kind.time][0]!.key
  return { id, kind: kind.id, [main]: main === 'year' ? Number(today.slice(0, 4)) : today }
}

/** The draft with one value set; an empty value takes the key out, so that "not said" stays "not said". */
export function withValue(draft: FlatRecord, key: string, value: unknown): FlatRecord {
  return value === undefined || value === '' || value === null ? without(draft, key) : { ...draft, [key]: value }
}

/** The form's fields in catalog order. What happened is yes or no; what is so can also be not known. */
export function fieldViews(kind: Kind, draft: FlatRecord, problems: readonly Problem[]): FieldView[] {
  return kind.fields.map((field) => ({
    field,
    form: formOf(kind, field),
    value: draft[field.id],
    problem: problemAt(problems, field.id),
    ...(field.usual && { quick: field.usual }),
  }))
}

function formOf(kind: Kind, field: Field): FieldForm {
  switch (field.type) {
    case 'boolean':
      return kind.time === 'event' || kind.time === 'period' ? 'toggle' : 'yesNo'
    case 'integer':
    case 'number':
      return 'number'
    case 'enum':
      return 'choice'
    default:
      return field.type
  }
}

/** The first problem under a key of the draft. */
export function problemAt(problems: readonly Problem[], key: string): string | undefined {
  return problems.find(({ path }) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))?.message
}

/** Problems the form has no place for beside a field. */
export function otherProblems(problems: readonly Problem[], kind: Kind): string[] {
  const own = reservedKeys.filter((key) => key !== 'id' && key !== 'kind')
  const placed: string[] = [...own, 'holds', ...kind.fields.map((one) => one.id)]
  return problems.filter(({ path }) => !placed.includes(path.split(/[.[]/)[0] ?? '')).map((one) => one.message)
}

export const filingsOf = (draft: FlatRecord): Filing[] => (draft.filings as Filing[] | undefined) ?? []

const listOrNothing = <T>(list: T[]) => (list.length > 0 ? list : undefined)

export function withLink(draft: FlatRecord, link: string, title: string): FlatRecord {
  const one: Evidence = title ? { link, title } : { link }
  return withValue(draft, 'evidence', [...evidenceOf(draft), one])
}

export function withoutEvidence(draft: FlatRecord, at: number): FlatRecord {
  return withValue(draft, 'evidence', listOrNothing(evidenceOf(draft).filter((_, index) => index !== at)))
}

/** An address somebody pasted, perhaps with words around it; undefined when there is none. */
export function linkIn(text: string): string | undefined {
  return /https?:\/\/[^\s，。；、）)》"'<>]+/.exec(text)?.[0]
}

/** Filed with a body today, in one tap. */
export function withFiling(draft: FlatRecord, to: string, on: string): FlatRecord {
  return withValue(draft, 'filings', [...filingsOf(draft), { to, on }])
}

export function withFilingDay(draft: FlatRecord, at: number, on: string): FlatRecord {
  return withValue(
    draft,
    'filings',
    filingsOf(draft).map((one, index) => (index === at ? { ...one, on } : one)),
  )
}

export function withoutFiling(draft: FlatRecord, at: number): FlatRecord {
  return withValue(draft, 'filings', listOrNothing(filingsOf(draft).filter((_, index) => index !== at)))
}

/** Bodies offered for a filing: the kind's own, most usual first. */
export function bodiesFor(kind: Kind, catalog: Catalog): { id: string; label: string }[] {
  return (kind.bodies ?? []).flatMap((id) => catalog.bodies.find((body) => body.id === id) ?? [])
}
