import { indexCatalog, type Catalog, type Field, type Kind, type Selector } from '@xingji/shared'

/** The entry after `id`, round the end; undefined where there is no other. */
export function nextOf(ids: readonly string[], id: string): string | undefined {
  const at = ids.indexOf(id)
  const next = ids[(at + 1) % ids.length]
  return next === id ? undefined : next
}

/** What a name in a rubric could be mistaken for, from the catalog. */
export class Names {
  constructor(readonly catalog: Catalog) {}

  kind(id: string): Kind {
    const kind = indexCatalog(this.catalog).kind(id)
    if (!kind) throw new Error(`the catalog has no kind ${id}`)
    return kind
  }

  field(kind: string, id: string): Field | undefined {
    return indexCatalog(this.catalog).field(this.kind(kind), id)
  }

  /** The options of an enum field of one or several kinds. */
  options(kinds: readonly string[], field: string): string[] {
    const all = kinds.flatMap((kind) => this.field(kind, field)?.options?.map((one) => one.id) ?? [])
    return [...new Set(all)]
  }

  /** Fields of the same type that every one of the kinds has. */
  otherFields(kinds: readonly string[], id: string): string[] {
    const [first = '', ...more] = kinds
    const type = this.field(first, id)?.type
    if (type === undefined || type === 'enum') return []
    return this.kind(first)
      .fields.filter((one) => one.id !== id && one.type === type)
      .map((one) => one.id)
      .filter((field) => more.every((kind) => this.field(kind, field)?.type === type))
  }

  /** The next kind of the same time nature that has these fields and is none of `taken`. */
  otherKind(id: string, fields: readonly string[], taken: readonly string[]): string | undefined {
    const { time } = this.kind(id)
    const fits = this.catalog.kinds.filter(
      (kind) =>
        kind.time === time &&
        (kind.id === id || !taken.includes(kind.id)) &&
        fields.every((field) => kind.id === id || this.sameField(id, kind.id, field)),
    )
    return nextOf(
      fits.map((kind) => kind.id),
      id,
    )
  }

  private sameField(one: string, other: string, field: string): boolean {
    const [a, b] = [this.field(one, field), this.field(other, field)]
    if (!a || !b || a.type !== b.type) return false
    return a.type !== 'enum' || JSON.stringify(a.options) === JSON.stringify(b.options)
  }
}

/** Every field a selector tests. */
export const testedFields = (selector: Selector): string[] => [
  ...Object.keys(selector.where ?? {}),
  ...Object.keys(selector.not ?? {}),
  ...(selector.any ?? []).flatMap((one) => Object.keys(one)),
]
