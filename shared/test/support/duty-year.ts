import type { FlatRecord } from '@xingji/shared'

/**
 * One year of `cast-2018` for three organisations to which the same things happen: one does nothing, one does everything
 * on the last day that is in time, one a day later. Worked out by hand; reminders are tested against the same lists.
 */
export const yearCycle = {
  window: { from: '2018-01-01', to: '2018-12-31' },
  due: { plan: '2018-03-31' },
}
export const firstDay = '2017-12-31'
export const lastDay = '2019-01-31'

const grassroots: FlatRecord = { id: 'g', kind: 'grassroots', form: 'separate', from: '2016-01-01' }
const rules: FlatRecord = { id: 'rules', kind: 'party-rules', topic: 'deliberation', from: '2016-01-01' }
const branchRules: FlatRecord = { id: 'branch-rules', kind: 'party-rules', topic: 'branch-party', from: '2016-01-01' }
const regime: FlatRecord = { id: 'regime', kind: 'study-regime', from: '2016-01-01' }
const activity: FlatRecord = { id: 'a', kind: 'party-activity', on: '2018-05-10', professional: true }
const liaison: FlatRecord = { id: 'l', kind: 'liaison-change', on: '2018-12-01' }

/** A record that is there from a day on. */
export type Entry = readonly [day: string, record: FlatRecord]

/** What is so, and what happens, whoever one is. */
export const happenings: Entry[] = [
  [firstDay, { id: 'c', kind: 'committee', from: '2015-01-01' }],
  [firstDay, grassroots],
  [firstDay, rules],
  [firstDay, branchRules],
  [firstDay, regime],
  ['2018-01-10', { id: 'h', kind: 'hire', on: '2018-01-10', people: 1, partyMembers: 1 }],
  ['2018-05-10', activity],
  ['2018-12-01', liaison],
]

const filed = (on: string) => ({ filings: [{ to: 'party', on }] })
const newsDays = ['02-28', '03-31', '04-30', '05-31', '06-30', '08-31', '09-30', '10-31', '11-30', '12-31']
const nextDay: Record<string, string> = {
  '02-28': '2018-03-01',
  '03-31': '2018-04-01',
  '04-30': '2018-05-01',
  '05-31': '2018-06-01',
  '06-30': '2018-07-01',
  '08-31': '2018-09-01',
  '09-30': '2018-10-01',
  '10-31': '2018-11-01',
  '11-30': '2018-12-01',
  '12-31': '2019-01-01',
}

const deeds = (on: { plan: string; transfer: string; material: string; end: string; news: string[] }): Entry[] => [
  [on.plan, { id: 'plan', kind: 'party-plan', year: 2018, on: on.plan }],
  [on.transfer, { id: 'transfer', kind: 'party-relations', from: on.transfer, status: 'in-time' }],
  [
    on.material,
    { id: 'material', kind: 'rating-material', year: 2018, type: 'self-assessment', ...filed(on.material) },
  ],
  [on.end, { id: 'report', kind: 'full-report', year: 2018, ...filed(on.end) }],
  [on.end, { id: 'inspection', kind: 'inspection', year: 2017, result: 'pass', on: on.end }],
  [on.end, { ...rules, ...filed(on.end) }],
  [on.end, { ...branchRules, ...filed(on.end) }],
  [on.end, { id: 'summary', kind: 'party-summary', year: 2018, ...filed(on.end) }],
  [on.end, { ...grassroots, ...filed(on.end) }],
  [on.end, { ...regime, ...filed(on.end) }],
  [on.end, { ...activity, ...filed(on.end) }],
  [on.end, { id: 'platform', kind: 'party-platform', from: on.end, dataCurrent: true }],
  [on.end, { ...liaison, ...filed(on.end) }],
  ...on.news.map((day, i): Entry => [
    day,
    { id: `news-${i}`, kind: 'party-news', on: day, outlet: 'association-media' },
  ]),
]

/** Everything on the last day that is in time. */
export const inTime: Entry[] = deeds({
  plan: '2018-03-31',
  transfer: '2018-07-10',
  material: '2018-07-31',
  end: '2018-12-31',
  news: newsDays.map((day) => `2018-${day}`),
})
/** Everything a day later. */
export const tooLate: Entry[] = deeds({
  plan: '2018-04-01',
  transfer: '2018-07-11',
  material: '2018-08-01',
  end: '2019-01-01',
  news: newsDays.map((day) => nextDay[day] ?? ''),
})

const whole = 'full-report inspection file-rules file-branch-rules plan summary file-regime platform-data news'
const toYearEnd = 'file-rules file-branch-rules summary file-grassroots file-regime platform-data file-activity liaison'
const ends = `full-report inspection ${toYearEnd}`

/** `day status duties`: every change of a status, in order of days. */
export type Change = readonly [day: string, status: string, duties: string]

export const changesOfNothing: Change[] = [
  ['2017-12-31', 'future', `${whole} self-assessment`],
  ['2017-12-31', 'open', 'file-grassroots'],
  ['2018-01-01', 'open', whole],
  ['2018-01-10', 'open', 'transfer-relations'],
  ['2018-02-14', 'dueSoon', 'news'],
  ['2018-03-17', 'dueSoon', 'plan'],
  ['2018-04-01', 'overdue', 'plan'],
  ['2018-05-10', 'open', 'file-activity'],
  ['2018-06-10', 'dueSoon', 'transfer-relations'],
  ['2018-07-11', 'overdue', 'transfer-relations'],
  ['2018-07-13', 'open', 'self-assessment'],
  ['2018-07-17', 'dueSoon', 'self-assessment'],
  ['2018-08-01', 'overdue', 'self-assessment'],
  ['2018-12-01', 'open', 'liaison'],
  ['2018-12-01', 'dueSoon', 'full-report inspection'],
  ['2018-12-17', 'dueSoon', toYearEnd],
  ['2019-01-01', 'overdue', `${ends} news`],
]

const before = (changes: Change[]): Change[] => changes.filter(([, status]) => status !== 'overdue')
const newsSoon = ['02-14', '03-17', '04-16', '05-17', '06-16', '08-17', '09-16', '10-17', '11-16', '12-17']
/** A news item brings the next one back to "open" until a fortnight before it is expected. */
const newsChanges = (done: readonly string[]): Change[] =>
  newsSoon.flatMap((soon, i): Change[] => {
    const written = done[i]
    const next = newsSoon[i + 1]
    const changes: Change[] = i === 0 ? [] : [[`2018-${soon}`, 'dueSoon', 'news']]
    if (written !== undefined && next !== undefined) changes.push([written, 'open', 'news'])
    return changes
  })

export const changesInTime: Change[] = [
  ...before(changesOfNothing),
  ...newsChanges(newsDays.map((day) => `2018-${day}`)),
  ['2018-03-31', 'done', 'plan'],
  ['2018-07-10', 'done', 'transfer-relations'],
  ['2018-07-31', 'done', 'self-assessment'],
  ['2018-12-31', 'done', `${ends} news`],
]
/** What is done a day late is overdue on no day that ends: it is done the day it becomes so. */
export const changesTooLate: Change[] = [
  ...before(changesOfNothing),
  ...newsChanges(newsDays.map((day) => nextDay[day] ?? '')),
  ['2018-04-01', 'late', 'plan'],
  ['2018-07-11', 'late', 'transfer-relations'],
  ['2018-08-01', 'late', 'self-assessment'],
  // Facts stated, and news written, after the year's end do not count for it.
  ['2019-01-01', 'late', ends.replace('platform-data ', '')],
  ['2019-01-01', 'overdue', 'platform-data news'],
]

/** Points by duty on the last day: what being late has cost, and what could still be saved. */
export const lostByNothing = { 'full-report': 25, 'platform-data': 25, news: 50, 'transfer-relations': 25, liaison: 50 }
export const leftByNothing = {
  'full-report': 25,
  'file-rules': 50,
  'file-branch-rules': 25,
  plan: 15,
  summary: 15,
  'file-grassroots': 50,
  'file-regime': 50,
  'file-activity': 20,
}
export const lostTooLate = { 'full-report': 25, liaison: 50, 'platform-data': 25, news: 5 }
