import type { Catalog, ColumnRole } from '@xingji/shared'
import type { Column, TableLayout, Target } from '@xingji/shared/tables'

export interface TargetChoice {
  id: string
  label: string
}

const roles: readonly [ColumnRole, string][] = [
  ['ignored', '不导入'],
  ['kind', '种类'],
  ['on', '日期（或起始日期）'],
  ['until', '结束日期'],
  ['year', '年度'],
  ['month', '月'],
  ['day', '日'],
  ['title', '名称'],
  ['note', '备注'],
  ['link', '链接、佐证'],
  ['filedOn', '报送日期'],
  ['filedTo', '报送单位'],
  ['holds', '有或没有'],
]

/** What a column can be chosen to be: a role, or a field that some kind has. Fields of one id are one choice. */
export function targetChoices(catalog: Catalog): { roles: TargetChoice[]; fields: TargetChoice[] } {
  const labels = new Map<string, Set<string>>()
  for (const kind of catalog.kinds)
    for (const field of kind.fields) labels.set(field.id, (labels.get(field.id) ?? new Set()).add(field.label))
  const fields = [...labels].map(([id, names]) => ({ id: `field:${id}`, label: [...names].slice(0, 2).join('、') }))
  return { roles: roles.map(([id, label]) => ({ id: `role:${id}`, label })), fields }
}

/** The choice a column stands at; `auto`: whatever field each row's kind has under the heading. */
export function targetId(target: Target): string {
  if ('role' in target) return `role:${target.role}`
  return 'field' in target ? `field:${target.field}` : 'auto'
}

/** What an automatic column stands for, in the words of the catalog. */
export function autoLabel(column: Column, catalog: Catalog): string {
  if (!('fields' in column.target)) return ''
  const found = Object.entries(column.target.fields).map(
    ([kindId, fieldId]) =>
      catalog.kinds.find((kind) => kind.id === kindId)?.fields.find((field) => field.id === fieldId)?.label ?? '',
  )
  const counts = new Map<string, number>()
  for (const label of found) counts.set(label, (counts.get(label) ?? 0) + 1)
  const best = [...counts].sort((a, b) => b[1] - a[1])[0]
  return best ? best[0] : column.heading
}

/** The layout with the columns a person chose; a choice names its column from 0. */
export function withChoices(layout: TableLayout, chosen: Readonly<Record<number, string>>): TableLayout {
  const columns = layout.columns.map((column): Column => {
    const choice = chosen[column.column]
    if (choice === undefined || choice === 'auto') return column
    const [type, id = ''] = choice.split(':')
    const target: Target = type === 'role' ? { role: id as ColumnRole } : { field: id }
    const { column: at, heading, unit } = column
    return { column: at, heading, unit, target }
  })
  return { ...layout, columns }
}
