import type { Catalog, Field, Kind } from '../model/catalog.js'
import { readRecord, type FlatRecord } from '../model/read-record.js'
import { columnName } from './grid.js'
import type { TableProblem } from './problems.js'
import { readDay, type DayContext, type DayReading } from './read-day.js'
import { readField, type Said, type Teller } from './read-field.js'
import { readNumber } from './read-number.js'
import { plainWord, quote } from './text.js'
import type { KindMatch, Vocabulary } from './vocabulary.js'

export interface RowInput {
  row: number
  kind: KindMatch
  /** By role or field id, in the order of the columns; notes, links and filings may stand in several. */
  said: ReadonlyMap<string, readonly Said[]>
  /** Cells under a heading that this kind has no field for. */
  unplaced: readonly Said[]
  context: DayContext
}

/** What is so before anything of the row is checked, so that no placeholder can be mistaken for an id. */
const placeholder = 'row'
const startKeys = { event: 'on', period: 'from', statement: 'from', yearly: 'on' } as const

/** Reads one row as a record of its kind. */
export class RowReader {
  readonly problems: TableProblem[] = []
  private readonly flat: FlatRecord
  private readonly kept: string[] = []
  private readonly teller: Teller = {
    add: (...told) => this.add(...told),
    keep: (text) => void this.kept.push(text),
  }

  constructor(
    private readonly input: RowInput,
    private readonly catalog: Catalog,
    private readonly vocabulary: Vocabulary,
  ) {
    this.flat = { id: placeholder, kind: this.kind.id }
  }

  private get kind(): Kind {
    return this.input.kind.kind
  }

  /** The record's own part, without an id; undefined while an error stands in its way. */
  read(): FlatRecord | undefined {
    this.readDates()
    this.readTitle()
    for (const field of this.kind.fields) this.takeField(field)
    this.readHolds()
    this.readLinks()
    this.readFilings()
    this.checkUnplaced()
    this.readNotes()
    this.checkNature()
    const read = readRecord(this.flat, this.catalog)
    if (!read.ok)
      for (const problem of read.problems) {
        const key = problem.path.split(/[.[]/)[0] ?? ''
        if (
          this.problems.some(
            (one) => one.level === 'error' && (one.key === key || (key === 'from' && one.key === 'on')),
          )
        )
          continue
        this.add('error', problem.code, key === 'from' ? 'on' : key, this.missing(key) ?? plainMessage(problem.message))
      }
    if (this.problems.some((one) => one.level === 'error')) return undefined
    const { id: _id, ...draft } = this.flat
    return draft
  }

  private said(key: string): Said | undefined {
    return this.input.said.get(key)?.[0]
  }

  private add(
    level: TableProblem['level'],
    code: TableProblem['code'],
    key: string,
    message: string,
    at?: Said,
    fix?: string,
  ): void {
    const column = at?.column ?? this.said(key)?.column
    this.problems.push({
      level,
      code,
      row: this.input.row,
      ...(column === undefined ? {} : { column }),
      key,
      message,
      ...(fix === undefined ? {} : { fix }),
    })
  }

  private missing(key: string): string | undefined {
    if (key === 'on' || key === 'from') return '没有日期'
    if (key === 'year') return '没有写是哪一年度的'
    const field = this.kind.fields.find((one) => one.id === key)
    return field && this.flat[key] === undefined ? `没有“${field.label}”` : undefined
  }

  private readDates(): void {
    const { time } = this.kind
    const start = startKeys[time]
    const day = this.day('on', true)
    if (day?.outcome === 'day') {
      this.flat[start] = day.from
      if (day.until !== undefined && time !== 'yearly') this.flat.until = day.until
    }
    const until = this.day('until', false)
    if (until?.outcome === 'day') this.flat.until = until.until ?? until.from
    if (time === 'yearly') this.readYear(day)
  }

  private day(key: 'on' | 'until', isStart: boolean): DayReading | undefined {
    const said = this.said(key)
    if (!said || (this.vocabulary.saysNothing(said.text) && !isStart)) return undefined
    const yearOnly = /^\s*(\d{4})\s*年?度?\s*$/.exec(said.text)
    if (yearOnly && this.kind.time === 'yearly') {
      this.flat.year = Number(yearOnly[1])
      return undefined
    }
    const reading = this.vocabulary.saysNothing(said.text)
      ? undefined
      : readDay(said.text, { ...this.input.context, ...(said.isFigure ? { isFigure: true } : {}) })
    if (reading?.outcome === 'unclear') {
      const isNeeded = this.kind.time !== 'yearly' || !isStart
      this.add(isNeeded ? 'error' : 'notice', 'badDay', key, reading.message, said, reading.fix)
    } else if (reading?.outcome === 'day') {
      for (const note of reading.notes) this.add('notice', 'inferred', key, note, said)
      if (reading.rest !== undefined) {
        this.kept.push(reading.rest)
        this.add('notice', 'kept', key, `${quote(reading.rest)} 不是日期，留在备注里`, said)
      }
    }
    return reading
  }

  private readYear(day: DayReading | undefined): void {
    const said = this.said('year')
    const own = /(\d{4})/.exec(said?.text ?? '')
    const titled = /(\d{4})\s*年/.exec(this.said('title')?.text ?? '')
    const { year } = this.input.context
    if (own) this.flat.year = Number(own[1])
    else if (this.flat.year !== undefined) return
    else if (titled) this.flat.year = Number(titled[1])
    else if (year) {
      this.flat.year = year.value
      this.add('notice', 'inferred', 'year', `年度取自${year.source}：${year.value} 年`)
    } else if (day?.outcome === 'day') {
      this.flat.year = Number(day.from.slice(0, 4))
      this.add('notice', 'inferred', 'year', `没有写是哪一年度的，按日期取作 ${this.flat.year} 年`)
    }
  }

  private readTitle(): void {
    const said = this.said('title')
    if (!said || said.text.trim() === '') return
    const title = said.text.replace(/\s*\n\s*/g, ' ').trim()
    this.flat.title = title
    for (const id of this.kind.per ?? []) {
      const field = this.kind.fields.find((one) => one.id === id)
      if (field?.type === 'text' && !this.input.said.has(id)) this.flat[id] = title
    }
  }

  private takeField(field: Field): void {
    const said = this.said(field.id)
    const set = this.input.kind.sets[field.id]
    if (!said || said.text.trim() === '') {
      if (set !== undefined) this.flat[field.id] = set
      return
    }
    const value = readField(field, said, this.input.context, this.vocabulary, this.teller)
    if (value !== undefined) this.flat[field.id] = value
  }

  private readHolds(): void {
    const said = this.said('holds')
    if (!said || this.kind.time !== 'statement') return
    const truth = this.vocabulary.truthOf(said.text)
    if (truth !== undefined) this.flat.holds = truth
    else if (!this.vocabulary.saysNothing(said.text))
      this.add('error', 'wrongType', 'holds', `${quote(said.text)} 读不出有或没有`, said, '请写“有”或“无”')
  }

  private readLinks(): void {
    const links: FlatRecord[] = []
    for (const said of inOrder(this.input.said.get('link'))) {
      if (this.vocabulary.saysNothing(said.text)) continue
      const found = said.text.match(/https?:\/\/[^\s，。；、]+/g) ?? []
      for (const link of found) if (!links.some((one) => one.link === link)) links.push({ link })
      if (found.length > 0) continue
      this.kept.push(`${said.heading ?? '材料'}：${said.text.trim()}`)
      this.add('notice', 'kept', 'link', `${quote(said.text)} 留在备注里；材料要到记录里上传才算数`, said)
    }
    if (links.length > 0) this.flat.evidence = links
  }

  private readFilings(): void {
    const filings: { to: string; on: string }[] = []
    const named = this.said('filedTo')
    for (const said of inOrder(this.input.said.get('filedOn'))) {
      if (this.vocabulary.saysNothing(said.text) || this.vocabulary.truthOf(said.text) === false) continue
      const body =
        this.vocabulary.bodyOf(said.text) ??
        this.vocabulary.bodyOf(said.heading ?? '') ??
        (named && this.vocabulary.bodyOf(named.text)) ??
        (this.kind.bodies?.length === 1 ? { id: this.kind.bodies[0]! } : undefined)
      const day = /\d|[一二三四五六七八九十]+月/.test(said.text)
        ? readDay(dayIn(said.text), this.input.context)
        : undefined
      if (body && day?.outcome === 'day') {
        filings.push({ to: body.id, on: day.from })
        for (const note of day.notes) this.add('notice', 'inferred', 'filedOn', note, said)
        continue
      }
      this.kept.push(`${said.heading ?? '报送'}：${said.text.trim()}`)
      const lacks = body ? '报送的日期' : '报给了谁'
      this.add(
        'notice',
        'leftOut',
        'filedOn',
        `${quote(said.text)} 没有写清${lacks}，报送没有导入，文字留在备注里`,
        said,
        '写清报送单位和日期，如“市科协 2018-03-10”',
      )
    }
    if (filings.length > 0) this.flat.filings = filings
  }

  private readNotes(): void {
    const notes = inOrder(this.input.said.get('note'))
      .filter((said) => said.text.trim() !== '' && !this.vocabulary.saysNothing(said.text))
      .map((said) =>
        said.heading === undefined || plainWord(said.heading) === '备注'
          ? said.text.trim()
          : `${said.heading}：${said.text.trim()}`,
      )
    const all = [...notes, ...this.kept]
    if (all.length > 0) this.flat.note = all.join('；').replace(/\s*\n\s*/g, ' ')
  }

  /** A count under a heading the kind knows nothing of: told, and with a standing fact it shows the kind is wrong. */
  private checkUnplaced(): void {
    for (const said of inOrder(this.input.unplaced)) {
      if (said.repeated || this.vocabulary.saysNothing(said.text) || this.vocabulary.truthOf(said.text) === false)
        continue
      const what = `“${this.kind.label}”没有“${said.heading ?? columnName(said.column ?? 0)}”这一项`
      const isMeeting = this.kind.time === 'statement' && readNumberLike(said.text)
      if (isMeeting)
        this.add(
          'error',
          'inconsistent',
          'kind',
          `${what}：它记的是一直如此的情况，不是一次会议或活动`,
          said,
          '请换一个种类，或不导入这一行',
        )
      else {
        this.kept.push(`${said.heading ?? ''}：${said.text.trim()}`)
        this.add('notice', 'kept', 'unplaced', `${what}，${quote(said.text)} 留在备注里`, said)
      }
    }
  }

  /** “理事会” beside “四届三次理事会会议”: the row tells of a meeting, the kind of what is so. */
  private checkNature(): void {
    const title = this.said('title')
    if (this.kind.time !== 'statement' || !title || !readsAsEvent.test(title.text.trim())) return
    if (this.said('kind')?.column === undefined || this.problems.some((one) => one.key === 'kind')) return
    this.add(
      'error',
      'inconsistent',
      'kind',
      `“${this.kind.label}”记的是一直如此的情况，${quote(title.text)} 像是一次会议或活动`,
      undefined,
      '请换一个种类，或不导入这一行',
    )
  }
}

/** By heading, remarks without one last: the order of columns must not show in a record. */
const inOrder = (list: readonly Said[] = []): Said[] => {
  const rank = ({ heading }: Said): string => (heading === undefined || heading === '备注' ? '\uffff' : heading)
  return [...list].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))
}

const readsAsEvent = /(会议|大会|例会|座谈会|研讨会|活动|讲座|培训班)$/
const readNumberLike = (text: string): boolean =>
  /\d/.test(text) && readNumber(text, { id: '', label: '', type: 'number' }).outcome === 'number'

/** The day in `已报送市科协 3月5日`. */
function dayIn(text: string): string {
  const found =
    /(?:\d{2,4}[-年./])?\d{1,2}[-月./]\d{1,2}[日号]?|[零〇一二三四五六七八九十]+年?[一二三四五六七八九十]*月[一二三四五六七八九十]+日?|\d{5,8}/.exec(
      text,
    )
  return found ? found[0] : text
}

/** Messages of the record reader speak to people who write files; here an id in brackets helps nobody. */
const plainMessage = (message: string): string =>
  message.replace(/（[A-Za-z]+）/g, '').replace(/；可用[^；]*xingji[^；]*$/, '')
