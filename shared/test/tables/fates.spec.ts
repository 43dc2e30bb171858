import type { FlatRecord } from '@xingji/shared'
import { fatesOf, noMemory, remember, type Fate, type ImportMemory } from '@xingji/shared/tables'
import { catalog, readPasted } from './support'

const head = '类型\t日期\t名称\t人数'
const table = (...rows: string[]): string => [head, ...rows].join('\n')
const meeting = '党委会\t2018-03-05\t一届一次党委会\t7'
const lecture = '科普讲座\t2018-04-05\t认识芯片\t50'
const course = '党课\t2018-05-05\t七一党课\t30'

/** A society's records with what it remembers of its imports. */
class Ledger {
  records: FlatRecord[] = []
  memory: ImportMemory = noMemory
  private next = 1

  fates(text: string, keep: number[] = []): Map<number, Fate> {
    return fatesOf(readPasted(text), this, catalog, new Set(keep))
  }

  /** Brings in what is new or changed; how many records were added. */
  import(text: string, keep: number[] = []): number {
    const drafts = new Map(readPasted(text).map((row) => [row.row, row.draft]))
    const before = this.records.length
    const became: { draft: FlatRecord; record: string }[] = []
    for (const [row, fate] of this.fates(text, keep)) {
      const draft = drafts.get(row)!
      if (fate.fate === 'new') {
        const id = `r${this.next}`
        this.next += 1
        this.records.push({ id, ...draft })
        became.push({ draft, record: id })
      } else if (fate.fate === 'edit') {
        this.records = this.records.map((one) => (one.id === fate.record ? fate.next : one))
        became.push({ draft, record: fate.record })
      } else if (fate.fate === 'same') became.push({ draft, record: fate.record })
    }
    this.memory = remember(this.memory, became)
    return this.records.length - before
  }
}

const kinds = (fates: Map<number, Fate>): string[] => [...fates.values()].map((one) => one.fate)

describe('the same table twice', () => {
  it('adds nothing', () => {
    const ledger = new Ledger()
    expect(ledger.import(table(meeting, lecture))).toBe(2)
    expect(ledger.import(table(meeting, lecture))).toBe(0)
    expect(kinds(ledger.fates(table(lecture, meeting)))).toEqual(['same', 'same'])
  })

  it('adds nothing on a phone that remembers no import', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting, lecture))
    ledger.memory = noMemory
    expect(ledger.import(table(meeting, lecture))).toBe(0)
  })

  it('leaves alone what was put right in the app since', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting))
    ledger.records = [{ ...ledger.records[0]!, title: '第一次党委会', people: 6 }]
    expect(kinds(ledger.fates(table(meeting)))).toEqual(['same'])
  })

  it('does not bring back what was deleted, unless asked to', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting, lecture))
    ledger.records = ledger.records.slice(1)
    expect(kinds(ledger.fates(table(meeting, lecture)))).toEqual(['deleted', 'same'])
    expect(kinds(ledger.fates(table(meeting, lecture), [2]))).toEqual(['new', 'same'])
  })

  it('adds only the rows that were added to it', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting, lecture))
    expect(kinds(ledger.fates(table(meeting, lecture, course)))).toEqual(['same', 'same', 'new'])
  })
})

describe('a changed row', () => {
  it('is an edit of its record: another count', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting, lecture))
    const fates = ledger.fates(table(meeting.replace('7', '9'), lecture))
    expect(fates.get(2)).toMatchObject({
      fate: 'edit',
      record: 'r1',
      changes: [{ key: 'people', before: 7, after: 9 }],
    })
  })

  it('is an edit of its record: another day, or another title', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting, lecture, course))
    expect(ledger.fates(table(meeting.replace('03-05', '03-06'), lecture, course)).get(2)).toMatchObject({
      fate: 'edit',
      record: 'r1',
      changes: [{ key: 'on' }],
    })
    expect(ledger.fates(table(meeting.replace('一届一次', '首次'), lecture, course)).get(2)).toMatchObject({
      fate: 'edit',
      record: 'r1',
      changes: [{ key: 'title' }],
    })
  })

  it('is an edit that keeps files, filings and remarks the record has since', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting))
    const filings = [{ to: 'party', on: '2018-03-10' }]
    ledger.records = [{ ...ledger.records[0]!, evidence: [{ file: 'a.jpg' }], filings, note: '补记' }]
    const fate = ledger.fates(table(meeting.replace('\t7', '\t约9人'))).get(2)
    expect(fate).toMatchObject({
      fate: 'edit',
      next: { evidence: [{ file: 'a.jpg' }], filings, people: 9, note: '补记；人数：约9人' },
    })
  })

  it('of another table is a record of its own', () => {
    const ledger = new Ledger()
    ledger.import(table(meeting))
    expect(kinds(ledger.fates(table('党委会\t2018-06-05\t一届二次党委会\t7')))).toEqual(['new'])
  })
})

describe('rows that resemble others', () => {
  it('twice in one table stay out once, until a person says they are two', () => {
    const ledger = new Ledger()
    expect(ledger.fates(table(meeting, meeting)).get(3)).toEqual({ fate: 'twin', row: 2 })
    expect(ledger.import(table(meeting, meeting), [3])).toBe(2)
    expect(ledger.import(table(meeting, meeting))).toBe(0)
  })

  it('that another kind holds already stay out until a person says they are two', () => {
    const ledger = new Ledger()
    ledger.import(table(lecture))
    expect(ledger.fates(table(lecture.replace('科普讲座', '培训'))).get(2)).toMatchObject({
      fate: 'alike',
      record: 'r1',
    })
  })

  it('are told apart by what makes a standing fact its own', () => {
    const rules = '类型\t日期\t制度类别\n内部管理制度\t2018-01-01\t财务管理制度\n内部管理制度\t2018-01-01\t人事管理制度'
    const ledger = new Ledger()
    expect(ledger.import(rules)).toBe(2)
    expect(ledger.import(rules)).toBe(0)
  })
})
