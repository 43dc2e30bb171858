import type { Catalog, Field, Kind } from './catalog.js'

/** Look-ups by id or alias, built once per catalog object. */
export interface CatalogIndex {
  catalog: Catalog
  kind(id: string): Kind | undefined
  field(kind: Kind, id: string): Field | undefined
  label(kindId: string): string
  bodyLabel(id: string): string
  hasBody(id: string): boolean
}

const built = new WeakMap<Catalog, CatalogIndex>()

export function indexCatalog(catalog: Catalog): CatalogIndex {
  const known = built.get(catalog)
  if (known) return known
  const kinds = new Map<string, Kind>()
  const fields = new Map<Kind, Map<string, Field>>()
  for (const kind of catalog.kinds) {
    const own = new Map<string, Field>()
    for (const field of kind.fields) for (const id of [...(field.aliases ?? []), field.id]) own.set(id, field)
    fields.set(kind, own)
    for (const id of [...(kind.aliases ?? []), kind.id]) kinds.set(id, kind)
  }
  const bodies = new Map(catalog.bodies.map((body) => [body.id, body.label]))
  const index: CatalogIndex = {
    catalog,
    kind: (id) => kinds.get(id),
    field: (kind, id) => fields.get(kind)?.get(id),
    label: (id) => kinds.get(id)?.label ?? id,
    bodyLabel: (id) => bodies.get(id) ?? id,
    hasBody: (id) => bodies.has(id),
  }
  built.set(catalog, index)
  return index
}

/** The value an unstated field is read as, or undefined where not saying means unknown. */
export function assumedValue(kind: Kind, field: Field): boolean | number | string | undefined {
  if (field.assume !== undefined) return field.assume
  const didNotHappen = kind.time === 'event' || kind.time === 'period'
  return field.type === 'boolean' && didNotHappen ? false : undefined
}
