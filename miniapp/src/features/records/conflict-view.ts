import { indexCatalog, type Catalog, type Evidence, type Filing, type FlatRecord, type Kind } from '@xingji/shared'
import { originOf, type Side } from '../../data/conflict'
import type { Entry } from '../../data/entry'
import { dayWords } from '../words'
import { assembled, changedBy, differs, kindOf, partsOf, preselected, type Changed, type Part } from './conflict-parts'
import { differences, fieldWords, recordView, type Fact, type RecordView } from './record-view'

/** A part the two versions do not agree on. */
export interface ConflictRow {
  id: string
  label: string
  mine: string
  theirs: string
  /** Who changed it, and what it was. */
  hint: string
  chosen: Side | undefined
}

export interface ConflictView {
  /** What happened, and what is asked. */
  headline: string
  rows: ConflictRow[]
  /** What both versions say. */
  same: Fact[]
  /** Rows in which nothing stands chosen yet. */
  open: number
  /** The record made of what is chosen; undefined while a row is open, or where only a whole version can be taken. */
  made: FlatRecord | undefined
  /** The versions can be combined row by row. */
  mixable: boolean
  keep: Record<Side, string>
}

/** What was chosen by hand, by the row's id. */
export type Picks = Readonly<Record<string, Side | undefined>>

const absent = '（没有）'
const headlines = {
  edited: '这条记录在这台设备上改过，别处也改过。下面是两边不一样的地方，请选要留下的。',
  kinds: '这条记录在这台设备上改过，别处连种类也改了，只能整条选一个版本。',
  goneThere: '这条记录在别处被删除了，而您在这台设备上改过它。请选留下还是删除。',
  goneHere: '您在这台设备上删除了这条记录，而别处后来又改过它。请选留下还是删除。',
}

/** Both versions of a record in conflict, part by part, with what stands chosen. */
export function conflictView(entry: Entry, catalog: Catalog, today: string, picks: Picks): ConflictView | undefined {
  const { conflict, record: mine } = entry
  if (!conflict) return undefined
  const theirs = conflict.deleted ? null : conflict.record
  if (entry.deleted || !theirs) return wholeView(entry, catalog, today)
  const kind = kindOf(mine, catalog)
  if (mine.kind !== theirs.kind) return wholeView(entry, catalog, today)
  const parts = partsOf({ mine, theirs, origin: originOf(entry) ?? undefined }, kind)
  const words = new Words(catalog, kind, today)
  const choose = (part: Part) => picks[part.id] ?? preselected(part)
  const differing = parts.filter(differs)
  const open = differing.filter((part) => !choose(part)).length
  return {
    headline: headlines.edited,
    rows: differing.map((part) => ({
      id: part.id,
      label: words.label(part.key),
      mine: words.value(part.key, part.mine),
      theirs: words.value(part.key, part.theirs),
      hint: [choose(part) ? '' : '请选一个', words.hint(part)].filter(Boolean).join('：'),
      chosen: choose(part),
    })),
    same: parts
      .filter((part) => !differs(part))
      .map(({ key, mine: value }) => ({ name: words.label(key), value: words.value(key, value) })),
    open,
    made: open === 0 ? assembled(mine, parts, (part) => choose(part) ?? 'mine') : undefined,
    mixable: true,
    keep: { mine: '全部用本机的', theirs: '全部用服务器上的' },
  }
}

/** One version was deleted, or is of another kind: nothing to choose row by row. */
function wholeView(entry: Entry, catalog: Catalog, today: string): ConflictView {
  const { record, deleted, conflict } = entry
  const view = (one: FlatRecord | null | undefined) => one && recordView(one, catalog, today)
  const whole = { open: 0, made: undefined, mixable: false, rows: [], same: [] }
  const [mine, theirs] = [deleted ? null : view(record), conflict?.deleted ? null : view(conflict?.record)]
  if (mine && theirs)
    return {
      ...whole,
      headline: headlines.kinds,
      rows: differences({ ...mine, facts: withKind(mine) }, { ...theirs, facts: withKind(theirs) }).map((one, at) => ({
        id: `whole-${at}`,
        label: one.name,
        mine: one.value,
        theirs: one.other,
        hint: '',
        chosen: undefined,
      })),
      keep: { mine: '用本机的版本', theirs: '用服务器上的版本' },
    }
  const living = mine ?? theirs ?? undefined
  const earlier = view(originOf(entry))
  const changes = living && earlier ? differences(living, earlier) : []
  const changed = changes.map(({ name, other }) => `${name}（原来：${other}）`).join('、')
  return {
    ...whole,
    headline: `${deleted ? headlines.goneHere : headlines.goneThere}${changed && `改过的是：${changed}。`}`,
    same: living ? [{ name: '名称', value: living.title }, ...living.facts] : [],
    keep: deleted ? { mine: '还是删除', theirs: '留下别处改过的' } : { mine: '留下这条记录', theirs: '同意删除' },
  }
}

const withKind = ({ kind, facts }: RecordView): Fact[] => [{ name: '种类', value: kind }, ...facts]

const dateLabels: Readonly<Record<string, string>> = {
  title: '名称',
  on: '日期',
  from: '开始日期',
  until: '结束日期',
  year: '年度',
  holds: '有没有',
  filings: '报送',
  evidence: '佐证',
  note: '备注',
}

/** Parts in the words of the catalog. */
class Words {
  constructor(
    private readonly catalog: Catalog,
    private readonly kind: Kind | undefined,
    private readonly today: string,
  ) {}

  label(key: string): string {
    if (key === 'on' && this.kind?.time === 'yearly') return '完成日期'
    return dateLabels[key] ?? this.field(key)?.label ?? '别的内容'
  }

  value(key: string, value: unknown): string {
    if (value === undefined || value === null) return absent
    if (key === 'filings') {
      const { to, on } = value as Filing
      return `${indexCatalog(this.catalog).bodyLabel(to)} ${dayWords(on, this.today)}`
    }
    if (key === 'evidence') {
      const { title, link, file } = value as Evidence
      return title ?? file ?? link ?? ''
    }
    if (key === 'holds') return value ? '有' : '没有'
    if (key === 'year') return `${String(value)}年度`
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return dayWords(value, this.today)
    const field = this.field(key)
    return field ? fieldWords(field, value) : typeof value === 'string' ? value : JSON.stringify(value)
  }

  hint(part: Part): string {
    const was = part.origin && part.element === undefined ? `原来：${this.value(part.key, part.origin.value)}` : ''
    return [hints(part)[changedBy(part)], was].filter(Boolean).join('，')
  }

  private field(key: string) {
    return this.kind?.fields.find(({ id }) => id === key)
  }
}

/** What the side that changed it did. */
function hints({ mine, theirs, element }: Part): Record<Changed, string> {
  const deed = (value: unknown) => (element === undefined ? '改过' : value === undefined ? '去掉了' : '加的')
  const only = (value: unknown, origin: unknown) =>
    element !== undefined && value !== undefined && origin !== undefined ? '改过' : deed(value)
  return {
    mine: `只有本机${only(mine, theirs)}`,
    theirs: `只有服务器上${only(theirs, mine)}`,
    both: '两边都改过',
    unknown: '',
  }
}
