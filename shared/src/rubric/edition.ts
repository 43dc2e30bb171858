import { isPlainObject, show } from '../model/read-record.js'
import { Reader } from './reader.js'
import type { Source } from './source.js'

type Raw = Record<string, unknown>

const editionKeys = ['edition', 'basedOn', 'title', 'source', 'maximum', 'deductions', 'indicators', 'window', 'rating', 'due', 'settings', 'groups', 'sections', 'gates', 'items', 'removed', 'added'] // prettier-ignore

/**
 * A year's fine-tuning laid over the rubric it is based on: an edition file states only what changed.
 *
 * ```yaml
 * edition: '2019'
 * basedOn: '2018'
 * items: { '3.2': { clause: …, rule: … } }      # these keys of these items
 * gates: { gate-inspection: { when: … } }
 * sections: { '3': { maximum: 190 } }
 * removed: ['7.1']
 * added: [{ section: '9', after: '9.2', item: { id: '9.3', … } }]
 * maximum: 990                                   # and other top-level keys
 * ```
 * @returns the merged raw rubric, or undefined after noting problems in `source`
 */
export function applyEdition(base: Raw, source: Source): Raw | undefined {
  const reader = new Reader(source)
  const change = reader.object(source.value, [], editionKeys, ['edition', 'basedOn'])
  if (!change) return undefined
  const merged = JSON.parse(JSON.stringify(base)) as Raw
  if (change.basedOn !== base.edition)
    reader.fail(
      'inconsistent',
      ['basedOn'],
      `依据的版本是 ${show(change.basedOn)}，而原标准是 ${show(base.edition)} 版`,
    )
  for (const key of [
    'edition',
    'title',
    'source',
    'maximum',
    'deductions',
    'indicators',
    'window',
    'rating',
    'due',
    'settings',
    'groups',
  ])
    if (change[key] !== undefined) merged[key] = change[key]
  const sections = (Array.isArray(merged.sections) ? merged.sections : []) as Raw[]
  const items = (): Raw[] => sections.flatMap((section) => (Array.isArray(section.items) ? section.items : []) as Raw[])
  patch(reader, change.sections, 'sections', sections, ['title', 'maximum', 'minimum', 'weights', 'apportioned'])
  patch(reader, change.gates, 'gates', (Array.isArray(merged.gates) ? merged.gates : []) as Raw[], [
    'title',
    'clause',
    'when',
    'due',
  ])
  for (const [i, id] of reader.list(change.removed, ['removed']).entries()) {
    const section = sections.find((one) => (one.items as Raw[]).some((item) => item.id === id))
    if (!section) reader.fail('unknownItem', ['removed', i], `原标准没有评价项 ${show(id)}`)
    else section.items = (section.items as Raw[]).filter((item) => item.id !== id)
  }
  for (const [i, raw] of reader.list(change.added, ['added']).entries()) {
    const entry = reader.object(raw, ['added', i], ['section', 'after', 'item'], ['section', 'item'])
    const section = sections.find((one) => one.id === entry?.section)
    if (!section) reader.fail('unknownItem', ['added', i, 'section'], `原标准没有部分 ${show(entry?.section)}`)
    else {
      const list = section.items as Raw[]
      const at = entry?.after === undefined ? list.length : list.findIndex((item) => item.id === entry.after) + 1
      list.splice(at, 0, entry?.item as Raw)
    }
  }
  const known = ['title', 'clause', 'maximum', 'deduction', 'bonus', 'future', 'reading', 'readings', 'rule']
  patch(reader, change.items, 'items', items(), known)
  // A section whose last item was removed is gone with it.
  merged.sections = sections.filter((section) => (section.items as Raw[]).length > 0)
  return source.problems.length > 0 ? undefined : merged
}

function patch(reader: Reader, raw: unknown, name: string, targets: readonly Raw[], keys: readonly string[]): void {
  if (raw === undefined) return
  if (!isPlainObject(raw)) {
    reader.fail('wrongType', [name], `应写成“编号: 改动”，这里是 ${show(raw)}`)
    return
  }
  for (const id of Object.keys(raw)) {
    const target = targets.find((one) => one.id === id)
    const change = reader.object(raw[id], [name, id], keys)
    if (!target) reader.fail('unknownItem', [name, id], `原标准没有 ${id}；改动只能写原有的编号，新增的写在 added`)
    else if (change) {
      // A rule stated anew replaces the readings of the old one, unless readings are stated too.
      if (change.rule !== undefined && change.readings === undefined) delete target.readings
      Object.assign(target, change)
    }
  }
}
