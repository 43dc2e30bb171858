import fc from 'fast-check'
import {
  judgedParts,
  type Catalog,
  type CycleInput,
  type Day,
  type Evidence,
  type FieldValue,
  type LedgerRecord,
  type Rubric,
  type ScoreInput,
  type Society,
} from '@xingji/shared'
import { catalog } from './project-rubrics'

type Kind = Catalog['kinds'][number]
type Field = Kind['fields'][number]

/** Days at and around every edge that matters in 2018: window, usual due days, month 30 / 31, the years beside it. */
const edgeDays: Day[] = [
  '2015-06-30',
  '2017-12-31',
  '2018-01-01',
  '2018-03-31',
  '2018-06-30',
  '2018-07-30',
  '2018-07-31',
  '2018-11-30',
  '2018-12-01',
  '2018-12-30',
  '2018-12-31',
  '2019-01-01',
  '2019-01-30',
  '2019-06-30',
]
const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 29, 30, 31, 49, 50, 79, 80, 99, 100, 101, 199, 200, 500, 501, 50000]

export const day: fc.Arbitrary<Day> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...edgeDays) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 2016, max: 2019 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`),
  },
)

function fieldValue(field: Field): fc.Arbitrary<FieldValue> {
  switch (field.type) {
    case 'boolean':
      return fc.boolean()
    case 'integer':
    case 'number': {
      const fits = numbers.filter((one) => one >= (field.min ?? 0) && one <= (field.max ?? Infinity))
      return fc.constantFrom(...fits)
    }
    case 'enum':
      return fc.constantFrom(...(field.options ?? []).map((one) => one.id))
    case 'day':
      return day
    case 'text':
      return fc.constantFrom('甲', '乙', '丙')
  }
}

const fewValues = (field: Field): FieldValue[] => field.options?.slice(0, 3).map((one) => one.id) ?? ['甲']

/** The fields of a kind, each stated or not; `atMost` is kept by taking the lesser. */
function fieldsOf(kind: Kind): fc.Arbitrary<Record<string, FieldValue>> {
  const model: Record<string, fc.Arbitrary<FieldValue | undefined>> = {}
  for (const field of kind.fields) {
    // Few values where they tell one standing fact from another, so that statements about the same one meet.
    const value = kind.per?.includes(field.id) ? fc.constantFrom(...fewValues(field)) : fieldValue(field)
    model[field.id] = field.required ? value : fc.option(value, { nil: undefined, freq: 3 })
  }
  if (kind.time === 'statement') model.holds = fc.constantFrom(undefined, undefined, undefined, true, false)
  return fc.record(model).map((drawn) => {
    const fields: Record<string, FieldValue> = {}
    for (const [id, value] of Object.entries(drawn)) if (value !== undefined) fields[id] = value
    for (const { id, atMost } of kind.fields) {
      const [value, most] = [fields[id], fields[atMost ?? '']]
      if (typeof value === 'number' && typeof most === 'number') fields[id] = Math.min(value, most)
    }
    return fields
  })
}

function datesOf(kind: Kind): fc.Arbitrary<Pick<LedgerRecord, 'on' | 'from' | 'until' | 'year'>> {
  const end = fc.option(day, { nil: undefined, freq: 2 })
  if (kind.time === 'yearly')
    return fc
      .tuple(fc.constantFrom(2014, 2015, 2016, 2017, 2017, 2018, 2018, 2019), end)
      .map(([year, on]) => (on === undefined ? { year } : { year, on }))
  const key = kind.time === 'event' ? 'on' : 'from'
  return fc
    .tuple(day, end)
    .map(([from, until]) => (until === undefined || until < from ? { [key]: from } : { [key]: from, until }))
}

/** Evidence of every form, as often as none. */
const proofs: Evidence[][] = [
  [],
  [],
  [],
  [{ file: '纪要.pdf' }],
  [{ link: 'https://mp.weixin.qq.com/s/abc', title: '报道', on: '2018-03-06' }],
  [{ file: '照片.jpg', hash: '0123456789abcdef'.repeat(4), size: 1024 }, { file: '签到表.xlsx' }],
]

function recordOf(kind: Kind): fc.Arbitrary<LedgerRecord> {
  const bodies = catalog.bodies.map((body) => body.id)
  const filing = fc.record({ to: fc.constantFrom(...(kind.bodies ?? bodies), 'party', 'association'), on: day })
  const words = fc.constantFrom({}, {}, { title: '党委会“第一次”' }, { title: '会', note: '行一\n行二' })
  return fc
    .tuple(fieldsOf(kind), datesOf(kind), words, fc.constantFrom(...proofs), fc.array(filing, { maxLength: 3 }))
    .map(([fields, dates, said, evidence, filings]) => ({
      id: '',
      kind: kind.id,
      ...dates,
      ...said,
      fields,
      evidence,
      filings,
    }))
}

const known = new Map<string, fc.Arbitrary<LedgerRecord>>()
const recordOfKind = (kind: Kind): fc.Arbitrary<LedgerRecord> => {
  let one = known.get(kind.id)
  if (!one) known.set(kind.id, (one = recordOf(kind)))
  return one
}

/** Kinds a rubric speaks of, found in its text. */
export function kindsOf(rubric: Rubric): Kind[] {
  const text = JSON.stringify([rubric.gates, rubric.sections])
  return catalog.kinds.filter(({ id }) => new RegExp(`"${id}["./]`).test(text))
}

/** A record without an id: mostly of the rubric's kinds, sometimes of any. */
export function record(rubric: Rubric): fc.Arbitrary<LedgerRecord> {
  const own = fc.constantFrom(...kindsOf(rubric)).chain(recordOfKind)
  const any = fc.constantFrom(...catalog.kinds).chain(recordOfKind)
  return fc.oneof({ weight: 8, arbitrary: own }, { weight: 1, arbitrary: any })
}

const idAt = (i: number): string => `r${String(i).padStart(2, '0')}`

/** Records with ids r00, r01 …: over all kinds, or many of a few kinds, so that they meet each other. */
export function records(rubric: Rubric, most = 30): fc.Arbitrary<LedgerRecord[]> {
  const few = fc.array(fc.constantFrom(...kindsOf(rubric)), { minLength: 1, maxLength: 5 })
  const dense = few.chain((kinds) => many(fc.constantFrom(...kinds).chain(recordOfKind), most))
  return fc.oneof(many(record(rubric), most), dense).map((list) => list.map((one, i) => ({ ...one, id: idAt(i) })))
}

const many = (one: fc.Arbitrary<LedgerRecord>, most: number): fc.Arbitrary<LedgerRecord[]> =>
  fc.array(one, { maxLength: most, size: 'max' })

const societyFields = (): fc.Arbitrary<Society> => {
  const kind = catalog.kinds.find((one) => one.id === 'organisation')
  if (!kind) throw new Error('the catalog has no organisation')
  return fc.tuple(fieldsOf(kind), fc.integer({ min: 0, max: 3 })).map(([{ holds: _, ...fields }, some]) => ({
    fields: some === 0 ? {} : fields,
  }))
}

/** Points of judged parts, mostly on the part's own scale; beyond the maximum only where `over` allows it. */
function partPoints(rubric: Rubric, over: boolean): fc.Arbitrary<Record<string, number>> {
  const model: Record<string, fc.Arbitrary<number | undefined>> = {}
  for (const part of judgedParts(rubric)) {
    const most = over ? part.maximum * 150 : part.maximum * 100
    const points = fc.integer({ min: 0, max: Math.round(most) }).map((hundredths) => hundredths / 100)
    model[part.id] = fc.option(points, { nil: undefined, freq: over ? 2 : 1 })
  }
  return fc.record(model).map((drawn) => {
    const out: Record<string, number> = {}
    for (const [id, points] of Object.entries(drawn)) if (points !== undefined) out[id] = points
    return out
  })
}

/** Claims for some of the ids r00 … r31. */
function claims(rubric: Rubric): fc.Arbitrary<Record<string, string>> {
  const items = rubric.sections.flatMap((section) => section.items.map((item) => item.id))
  const judged = judgedParts(rubric).map((part) => part.item)
  const target = fc.constantFrom('none', ...items, ...judged, ...judged)
  return fc
    .array(fc.tuple(fc.integer({ min: 0, max: 31 }), target), { maxLength: 5 })
    .map((pairs) => Object.fromEntries(pairs.map(([i, item]) => [idAt(i), item])))
}

function cycle(rubric: Rubric): fc.Arbitrary<CycleInput> {
  const due: Record<string, fc.Arbitrary<Day | undefined>> = {}
  for (const one of rubric.due) due[one.id] = fc.option(day, { nil: undefined, freq: 1 })
  const settings: Record<string, fc.Arbitrary<number | undefined>> = {}
  for (const one of rubric.settings)
    settings[one.id] = fc.option(fc.constantFrom(0, 1, 30, 31), { nil: undefined, freq: 1 })
  const readings: Record<string, fc.Arbitrary<string>> = {}
  for (const item of rubric.sections.flatMap((section) => section.items))
    if (item.readings) readings[item.id] = fc.constantFrom(...item.readings.choices.map((one) => one.id))
  const window = fc.constantFrom(
    undefined,
    undefined,
    { from: '2018-01-01', to: '2018-12-31' },
    { from: '2018-07-31', to: '2019-06-30' },
  )
  const stated = <T>(drawn: Record<string, T | undefined>): Record<string, T> =>
    Object.fromEntries(Object.entries(drawn).filter((pair): pair is [string, T] => pair[1] !== undefined))
  return fc
    .tuple(window, fc.record(due), fc.record(settings), fc.record(readings))
    .map(([frame, dueDays, days, chosen]) => ({
      ...(frame === undefined ? {} : { window: frame }),
      due: stated(dueDays),
      settings: stated(days),
      readings: chosen,
    }))
}

/** What a scorer is given beside rubric and catalog. */
export type Drawn = Omit<ScoreInput, 'rubric' | 'catalog'> & { records: LedgerRecord[] }

/** A whole society under a rubric. Neither rubric nor catalog is part of it: counterexamples stay readable. */
export function society(rubric: Rubric, most = 30): fc.Arbitrary<Drawn> {
  return fc.record({
    asOf: day,
    cycle: cycle(rubric),
    society: societyFields(),
    selfAssessment: partPoints(rubric, true),
    reviews: partPoints(rubric, false).chain((all) => fc.subarray(Object.entries(all)).map(Object.fromEntries)),
    claims: claims(rubric),
    records: records(rubric, most),
  })
}

/** One change to a scorer; or to have it work out where it stands, and perhaps be compared with a fresh one. */
export type Change = { put: LedgerRecord } | { remove: string } | { asOf: Day } | { settle: true } | { read: true }

/** Puts, replacements and removals over few ids, moves of the day, and readings between them. */
export function changes(rubric: Rubric, most = 25): fc.Arbitrary<Change[]> {
  const few = fc.array(fc.constantFrom(...kindsOf(rubric)), { minLength: 1, maxLength: 3 })
  return fc.oneof(
    changesWith(record(rubric), most),
    few.chain((kinds) => changesWith(fc.constantFrom(...kinds).chain(recordOfKind), most)),
  )
}

function changesWith(one: fc.Arbitrary<LedgerRecord>, most: number): fc.Arbitrary<Change[]> {
  const id = fc.integer({ min: 0, max: 9 }).map(idAt)
  return fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.tuple(id, one).map(([own, drawn]): Change => ({ put: { ...drawn, id: own } })) },
      { weight: 3, arbitrary: id.map((own): Change => ({ remove: own })) },
      { weight: 3, arbitrary: day.map((next): Change => ({ asOf: next })) },
      { weight: 4, arbitrary: fc.constant<Change>({ settle: true }) },
      { weight: 1, arbitrary: fc.constant<Change>({ read: true }) },
    ),
    { maxLength: most, size: 'max' },
  )
}
