import { readCycle, readLedger, readRecord, writeRecord, type Problem } from '@xingji/shared'
import { catalog, rubric, rubrics } from './support/project-rubrics'

const meeting = { id: 'm1', kind: 'committee-meeting', on: '2018-03-05' }
const branches = { id: 'b1', kind: 'branches', from: '2018-01-01' }

const problemsOf = (result: { ok: boolean; problems?: Problem[] }): Problem[] => result.problems ?? []
/** `code path` of each problem. */
const found = (problems: readonly Problem[]): string[] => problems.map((one) => `${one.code} ${one.path}`)

describe('R14.1 a wrong record is refused with every problem', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', 'hello', ['wrongType ']],
    ['nothing', null, ['wrongType ']],
    ['a list', [meeting], ['wrongType ']],
    ['no id', { kind: 'committee-meeting', on: '2018-03-05' }, ['missing id']],
    ['an id of marks', { ...meeting, id: '../etc' }, ['wrongType id']],
    ['an id too long', { ...meeting, id: 'x'.repeat(65) }, ['tooLong id']],
    ['an id of another type', { ...meeting, id: ['a'] }, ['wrongType id']],
    ['no kind', { id: 'm1', on: '2018-03-05' }, ['missing kind']],
    ['an unknown kind', { ...meeting, kind: 'party-party' }, ['unknownKind kind']],
    ['a kind of the language', { ...meeting, kind: 'constructor' }, ['unknownKind kind']],
    ['no date', { id: 'm1', kind: 'committee-meeting' }, ['missing on']],
    ['a day that is none', { ...meeting, on: '2018-02-30' }, ['badDay on']],
    ['a day as a number', { ...meeting, on: 20180305 }, ['badDay on']],
    ['an end before the beginning', { ...meeting, until: '2018-03-04' }, ['badRange until']],
    ['the date key of a statement on an event', { ...meeting, from: '2018-03-05' }, ['unknownKey from']],
    ['a year on an event', { ...meeting, year: 2018 }, ['unknownKey year']],
    ['a year in words', { id: 'p', kind: 'party-plan', year: '2018' }, ['badDay year']],
    ['a year of two digits', { id: 'p', kind: 'party-plan', year: 18 }, ['badDay year']],
    ['an unknown field', { ...meeting, peple: 3 }, ['unknownField peple']],
    ['people in words', { ...meeting, people: '30' }, ['wrongType people']],
    ['half a person', { ...meeting, people: 7.5 }, ['wrongType people']],
    ['fewer than none', { ...meeting, people: -1 }, ['badRange people']],
    ['no number at all', { ...meeting, people: NaN }, ['wrongType people']],
    ['more than anyone can count', { ...meeting, people: 1e15 }, ['wrongType people']],
    ['a flag in words', { ...meeting, majorMatter: '是' }, ['wrongType majorMatter']],
    ['an unknown option', { id: 'a', kind: 'award', on: '2018-03-05', level: 'galactic' }, ['unknownOption level']],
    ['a required field left out', { id: 'a', kind: 'award', on: '2018-03-05' }, ['missing level']],
    ['more groups than branches', { ...branches, all: 3, withGroup: 4 }, ['inconsistent withGroup']],
    ['holds in words', { ...branches, all: 3, withGroup: 2, holds: 'yes' }, ['wrongType holds']],
    ['holds on an event', { ...meeting, holds: true }, ['unknownField holds']],
    ['a title too long', { ...meeting, title: '长'.repeat(201) }, ['tooLong title']],
    ['a title that is a list', { ...meeting, title: ['a'] }, ['wrongType title']],
    ['evidence that is no list', { ...meeting, evidence: 'a.pdf' }, ['wrongType evidence']],
    ['evidence of nothing', { ...meeting, evidence: [{ title: '纪要' }] }, ['missing evidence[0]']],
    ['evidence of blanks', { ...meeting, evidence: ['  '] }, ['wrongType evidence[0]']],
    [
      'a link that is none',
      { ...meeting, evidence: [{ link: 'javascript:alert(1)' }] },
      ['wrongType evidence[0].link'],
    ],
    [
      'a hash that is none',
      { ...meeting, evidence: [{ hash: 'ABC' }] },
      ['wrongType evidence[0].hash', 'missing evidence[0]'],
    ],
    ['an unknown key of evidence', { ...meeting, evidence: [{ file: 'a', page: 2 }] }, ['unknownKey evidence[0].page']],
    ['too much evidence', { ...meeting, evidence: Array.from({ length: 101 }, () => 'a.pdf') }, ['tooMany evidence']],
    ['filings that are no list', { ...meeting, filings: { to: 'party' } }, ['wrongType filings']],
    ['a filing with nobody', { ...meeting, filings: [{ on: '2018-03-06' }] }, ['missing filings[0].to']],
    [
      'a filing with a stranger',
      { ...meeting, filings: [{ to: 'nasa', on: '2018-03-06' }] },
      ['unknownBody filings[0].to'],
    ],
    ['a filing without a day', { ...meeting, filings: [{ to: 'party' }] }, ['missing filings[0].on']],
    ['a filing on no day', { ...meeting, filings: [{ to: 'party', on: '2018-13-06' }] }, ['badDay filings[0].on']],
  ])('%s', (_, raw, expected) => {
    // prettier-ignore
    const problems = problemsOf(readRecord(raw, catalog))
    expect(found(problems)).toEqual(expected)
    for (const { message } of problems) expect(message).toMatch(/[一-龥]/)
  })

  it('several at once, each with its path under the given one', () => {
    const result = readRecord({ id: '', kind: 'award', on: '2018-02-30', people: -1 }, catalog, 'records[3]')
    expect(found(problemsOf(result)).sort()).toEqual([
      'badDay records[3].on',
      'badRange records[3].people',
      'missing records[3].id',
      'missing records[3].level',
    ])
  })

  it('keys of the language are unknown fields, and change nothing', () => {
    const raw = JSON.parse(
      '{"id":"m1","kind":"committee-meeting","on":"2018-03-05","__proto__":{"people":3}}',
    ) as unknown
    expect(found(problemsOf(readRecord(raw, catalog)))).toEqual(['unknownField __proto__'])
    expect(({} as { people?: number }).people).toBeUndefined()
  })
})

describe('R14.3 R14.4 reading and writing', () => {
  it('bare strings are files or links; numbers are taken as text where text is asked', () => {
    const result = readRecord(
      { ...meeting, id: 7, title: 2018, evidence: ['纪要.pdf', 'https://a.example/b'] },
      catalog,
    )
    expect(result).toEqual({
      ok: true,
      value: { id: '7', kind: 'committee-meeting', on: '2018-03-05', title: '2018', fields: {}, evidence: [{ file: '纪要.pdf' }, { link: 'https://a.example/b' }], filings: [] }, // prettier-ignore
    })
  })

  it('what is null is not stated', () => {
    const raw = { ...meeting, people: null, until: null, title: null, evidence: null, filings: null }
    const result = readRecord(raw, catalog)
    expect(result.ok && writeRecord(result.value)).toEqual(meeting)
  })

  it('keys are written in schema order, fields by name, empty lists left out', () => {
    const raw = {
      people: 7,
      filings: [{ on: '2018-03-10', to: 'party' }],
      majorMatter: true,
      title: '党委会',
      ...meeting,
    }
    const result = readRecord(raw, catalog)
    expect(result.ok && JSON.stringify(writeRecord(result.value))).toBe(
      '{"id":"m1","kind":"committee-meeting","on":"2018-03-05","title":"党委会","majorMatter":true,"people":7,"filings":[{"to":"party","on":"2018-03-10"}]}',
    )
  })

  it('R14.3 aliases of kinds, fields and options are read as the present ids', () => {
    const renamed = structuredClone(catalog)
    const kind = renamed.kinds.find((one) => one.id === 'award')
    const level = kind?.fields.find((one) => one.id === 'level')
    if (!kind || !level?.options?.[0]) throw new Error('the catalog has no award level')
    kind.aliases = ['prize']
    level.aliases = ['rank']
    level.options[0].aliases = ['state']
    const result = readRecord({ id: 'a', kind: 'prize', on: '2018-01-01', rank: 'state' }, renamed)
    expect(result).toMatchObject({ ok: true, value: { kind: 'award', fields: { level: 'national' } } })
  })
})

describe('R14.1 a wrong ledger is refused with every problem', () => {
  const own = (value: unknown): object => ({ 'cast-2018': value })
  it.each<[string, unknown, string[]]>([
    ['no object', ['a'], ['wrongType ']],
    ['an unknown part', { record: [] }, ['unknownKey record']],
    ['records that are no list', { records: { a: 1 } }, ['wrongType records']],
    ['two records of one id', { records: [meeting, { ...meeting, on: '2018-04-05' }] }, ['duplicate records[1].id']],
    [
      'two ids alike as text',
      {
        records: [
          { ...meeting, id: 7 },
          { ...meeting, id: '7' },
        ],
      },
      ['duplicate records[1].id'],
    ],
    [
      'a wrong record among right ones',
      { records: [meeting, { ...meeting, id: 'm2', on: 'soon' }] },
      ['badDay records[1].on'],
    ],
    ['a society that is a name', { society: '甲学会' }, ['wrongType society']],
    ['an unknown field of the society', { society: { stars: 10 } }, ['unknownField society.stars']],
    ['an unknown option of the society', { society: { level: 'galactic' } }, ['unknownOption society.level']],
    ['a founding day that is none', { society: { founded: '2018-02-30' } }, ['badDay society.founded']],
    [
      'points for an unknown rubric',
      { selfAssessment: { 'cast-2081': {} } },
      ['unknownRubric selfAssessment.cast-2081'],
    ],
    [
      'points for a part that is not judged',
      { selfAssessment: own({ '3.2': 20 }) },
      ['unknownItem selfAssessment.cast-2018.3.2'],
    ],
    ['negative points', { selfAssessment: own({ '6.1': -1 }) }, ['badRange selfAssessment.cast-2018.6.1']],
    ['points in words', { selfAssessment: own({ '6.1': '很好' }) }, ['wrongType selfAssessment.cast-2018.6.1']],
    ['three decimals', { selfAssessment: own({ '6.1': 1.005 }) }, ['badRange selfAssessment.cast-2018.6.1']],
    [
      'a review above the maximum',
      { reviews: own({ '6.1.judged': 20.01 }) },
      ['badRange reviews.cast-2018.6.1.judged'],
    ],
    ['claims that are a list', { claims: own(['m1']) }, ['wrongType claims.cast-2018']],
    ['a claim for no record', { claims: own({ m9: '6.1' }) }, ['unknownRecord claims.cast-2018.m9']],
    ['a claim for no item', { records: [meeting], claims: own({ m1: '6.9' }) }, ['unknownItem claims.cast-2018.m1']],
    ['a claim by number', { records: [meeting], claims: own({ m1: 6.1 }) }, ['wrongType claims.cast-2018.m1']],
  ])('%s', (_, raw, expected) => {
    // prettier-ignore
    const problems = problemsOf(readLedger(raw, catalog, rubrics))
    expect(found(problems)).toEqual(expected)
    for (const { message } of problems) expect(message).toMatch(/[一-龥]/)
  })

  it('an empty ledger, and one of nothing, are ledgers', () => {
    const empty = { society: { fields: {} }, records: [], selfAssessment: {}, claims: {}, reviews: {} }
    expect(readLedger({}, catalog, rubrics)).toEqual({ ok: true, value: empty })
    expect(readLedger(null, catalog, rubrics)).toEqual({ ok: true, value: empty })
  })

  it('a part may be named by its item where it is the only judged one', () => {
    const result = readLedger({ selfAssessment: own({ '6.1': 20.5 }) }, catalog, rubrics)
    expect(result).toMatchObject({ ok: true, value: { selfAssessment: { 'cast-2018': { '6.1.judged': 20.5 } } } })
  })
})

describe('R14.1 a wrong cycle is refused with every problem', () => {
  it.each<[string, unknown, string[]]>([
    ['no object', 2018, ['wrongType ']],
    ['an unknown part', { windows: {} }, ['unknownKey windows']],
    ['a window of one day', { window: { from: '2018-01-01' } }, ['badDay window']],
    ['a window of no day', { window: { from: '2018-01-01', to: '2018-02-30' } }, ['badDay window']],
    ['a window turned round', { window: { from: '2018-12-31', to: '2018-01-01' } }, ['badRange window']],
    ['an unknown due date', { due: { report: '2018-12-01' } }, ['unknownKey due.report']],
    ['a due date that is none', { due: { 'full-report': '2018-06-31' } }, ['wrongType due.full-report']],
    ['an unknown setting', { settings: { days: 3 } }, ['unknownKey settings.days']],
    ['a setting below nothing', { settings: { 'liaison-days': -1 } }, ['wrongType settings.liaison-days']],
    ['days in halves', { settings: { 'liaison-days': 1.5 } }, ['wrongType settings.liaison-days']],
    ['days beyond the calendar', { settings: { 'liaison-days': 36501 } }, ['wrongType settings.liaison-days']],
    ['a reading of an item that has none', { readings: { '3.2': 'both' } }, ['unknownKey readings.3.2']],
    ['an unknown reading', { readings: { '6.1': 'none' } }, ['unknownOption readings.6.1']],
    ['a class where there are none', { class: 'A' }, ['unknownOption class']],
  ])('%s', (_, raw, expected) => {
    const problems = problemsOf(readCycle(raw, rubric('cast-2018')))
    expect(found(problems)).toEqual(expected)
    for (const { message } of problems) expect(message).toMatch(/[一-龥]/)
  })
})
