import { indexCatalog, type Catalog, type FlatRecord, type Kind } from '@xingji/shared'
import { recordDay, recordTitle } from '../words'

/** What is the same each time of some work: the kind and what it says of itself, without counts, dates and proofs. */
export interface Template {
  id: string
  kind: string
  /** The title, with `{年}`, `{月}`, `{日}` where the day stood in it. */
  title: string
  /** What its text, choice and yes-or-no fields say. */
  fields: Readonly<Record<string, unknown>>
}

/** Field types that say how the work is done; a number, or a day, is of the one time only. */
const lasting = new Set(['text', 'enum', 'boolean'])
const most = 20

/** The template a record makes. */
export function templateOf(record: FlatRecord, kind: Kind, id: string): Template {
  const kept = kind.fields.filter((field) => lasting.has(field.type) && record[field.id] !== undefined)
  return {
    id,
    kind: kind.id,
    title: typeof record.title === 'string' ? patternOf(record.title.trim(), recordDay(record)) : '',
    fields: Object.fromEntries(kept.map((field) => [field.id, record[field.id]])),
  }
}

/** What a new record made from the template already says. */
export function givenBy({ title, fields }: Template, today: string): Partial<FlatRecord> {
  return { ...fields, ...(title !== '' && { title: filled(title, today) }) }
}

/** The templates with one more, first; one of the same kind and title takes the other's place. */
export function withTemplate(all: readonly Template[], one: Template): Template[] {
  const others = all.filter(({ id, kind, title }) => id !== one.id && (kind !== one.kind || title !== one.title))
  return [one, ...others].slice(0, most)
}

export const withoutTemplate = (all: readonly Template[], id: string): Template[] => all.filter((one) => one.id !== id)

export interface TemplateLine {
  template: Template
  title: string
  note: string
}

/** The templates to choose from; those of kinds this app does not know are kept, not shown. */
export function templateLines(all: readonly Template[], catalog: Catalog, today: string): TemplateLine[] {
  const index = indexCatalog(catalog)
  return all.flatMap((template) => {
    const kind = index.kind(template.kind)
    if (!kind) return []
    const record = { id: template.id, kind: kind.id, ...givenBy(template, today) } as FlatRecord
    const title = recordTitle(record, kind)
    const said = kind.fields.flatMap((field) => {
      const value = template.fields[field.id]
      if (value === true) return field.label
      if (typeof value !== 'string') return []
      return field.options?.find((one) => one.id === value)?.label ?? value
    })
    return { template, title, note: [title === kind.label ? '' : kind.label, ...said].filter(Boolean).join(' · ') }
  })
}

/** Reads what was kept; what is no template is left out. */
export function readTemplates(text: string | undefined): Template[] {
  try {
    const kept = JSON.parse(text ?? 'null') as { version?: number; templates?: Partial<Template>[] } | null
    if (kept?.version !== 1 || !Array.isArray(kept.templates)) return []
    return kept.templates.filter(
      (one): one is Template =>
        typeof one?.id === 'string' &&
        typeof one.kind === 'string' &&
        typeof one.title === 'string' &&
        typeof one.fields === 'object' &&
        one.fields !== null,
    )
  } catch {
    return []
  }
}

export const writeTemplates = (templates: readonly Template[]): string => JSON.stringify({ version: 1, templates })

/** The title of a day as the title of any day: `2026年3月学习` said in March 2026 is `{年}年{月}月学习`. */
export function patternOf(title: string, day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const parts = [
    ['年', year],
    ['月', month],
    ['日', date],
  ] as const
  return parts.reduce((text, [unit, digits]) => {
    const number = Number(digits)
    if (!number) return text
    return text.replace(new RegExp(`(^|\\D)0?${number}${unit}`, 'g'), `$1{${unit}}${unit}`)
  }, title)
}

function filled(pattern: string, today: string): string {
  const [year, month, date] = today.split('-').map(Number)
  return pattern
    .replace(/\{年\}/g, String(year))
    .replace(/\{月\}/g, String(month))
    .replace(/\{日\}/g, String(date))
}
