import { figures, scoreOf, type Told } from './support/scoring'

const cast = (records: Told['records'], more: Told = {}): ReturnType<typeof scoreOf> =>
  scoreOf('cast-2018', { records, ...more })
const wuhan = (records: Told['records'], more: Told = {}): ReturnType<typeof scoreOf> =>
  scoreOf('wuhan-party-led', { records, ...more })
const wenzhou = (records: Told['records'], more: Told = {}): ReturnType<typeof scoreOf> =>
  scoreOf('wenzhou-2022', { records, asOf: '2022-12-31', ...more })
const proof = ['证明.pdf']
const committee = { kind: 'committee', from: '2016-01-01' }

describe('R1 records and dates', () => {
  const meeting = (on: string, more: object = {}): object => ({ kind: 'committee-meeting', on, ...more })

  it.each([
    ['2017-12-31', 0],
    ['2018-01-01', 20],
    ['2018-12-31', 20],
    ['2019-01-01', 0],
  ])('R1.1 a meeting on %s earns %i: both edges of the window are inside', (on, points) => {
    const told = cast([meeting(on) as never], {
      asOf: '2019-06-30',
      cycle: { window: { from: '2018-01-01', to: '2018-12-31' } },
    })
    expect(told.item('3.2').points.estimate).toBe(points)
    expect(told.left('3.2', 'r1')?.reason).toBe(points === 0 ? 'outsideWindow' : undefined)
  })

  it('R1.1 an event of several days counts by its last day', () => {
    // Begun in 2017 and ended in the window: counts. Begun in the window and ended after it: does not.
    const into = { kind: 'committee-meeting', on: '2017-12-30', until: '2018-01-01' }
    const out = { kind: 'committee-meeting', on: '2018-12-31', until: '2019-01-01' }
    const cycle = { window: { from: '2018-01-01', to: '2018-12-31' } }
    const told = cast([into, out], { asOf: '2019-02-01', cycle })
    expect(told.item('3.2').counted).toEqual([{ record: 'r1', points: 20 }])
    expect(told.left('3.2', 'r2')?.reason).toBe('outsideWindow')
  })

  it('R1.2 nothing after asOf counts: the day itself does', () => {
    const list = [
      { kind: 'committee-meeting', on: '2018-06-30' },
      { kind: 'committee-meeting', on: '2018-07-01' },
    ]
    const told = cast(list, { asOf: '2018-06-30' })
    expect(told.item('3.2').points.estimate).toBe(20)
    expect(told.left('3.2', 'r2')).toMatchObject({ reason: 'afterAsOf', gain: 0 })
  })

  it.each([
    [{ from: '2015-01-01' }, 30],
    [{ from: '2015-01-01', until: '2018-01-01' }, 30],
    [{ from: '2015-01-01', until: '2017-12-31' }, 0],
    [{ from: '2018-12-31' }, 30],
    [{ from: '2019-01-01' }, 0],
  ])('R1.3 a project %j earns %i: it counts when it overlaps the window', (dates, points) => {
    const project = { kind: 'research-project', subject: 'party-building', ...dates }
    const cycle = { window: { from: '2018-01-01', to: '2018-12-31' } }
    expect(cast([project], { asOf: '2019-03-01', cycle }).item('8.4').points.estimate).toBe(points)
  })

  it('R1.4 a plan is matched by its year, whatever its date, up to asOf', () => {
    const plan = (year: number, on?: string): object => ({ kind: 'party-plan', year, ...(on ? { on } : {}) })
    const points = (one: object): number => cast([one as never], { asOf: '2018-06-30' }).item('3.1').points.estimate
    expect(points(plan(2018))).toBe(15)
    expect(points(plan(2018, '2017-12-20'))).toBe(15)
    expect(points(plan(2018, '2018-07-01'))).toBe(0)
    expect(points(plan(2017))).toBe(0)
  })

  it('R1.5 without a cycle the window is the calendar year of asOf', () => {
    const list = [
      { kind: 'committee-meeting', on: '2018-12-31' },
      { kind: 'committee-meeting', on: '2019-01-01' },
    ]
    expect(cast(list, { asOf: '2019-01-01' }).card.cycle.window).toEqual({ from: '2019-01-01', to: '2019-12-31' })
    expect(cast(list, { asOf: '2019-01-01' }).item('3.2').counted).toEqual([{ record: 'r2', points: 20 }])
    expect(cast(list, { asOf: '2018-12-31' }).item('3.2').counted).toEqual([{ record: 'r1', points: 20 }])
  })

  it('R1.5 a window fixed in the rubric wins over the one given', () => {
    const { card } = scoreOf('xiangyang-2019-activities', {
      asOf: '2019-03-31',
      cycle: { window: { from: '2019-01-01', to: '2019-12-31' } },
    })
    expect(card.cycle.window).toEqual({ from: '2018-08-01', to: '2019-03-31' })
  })

  it('R1.5 "this year" is the year of the last day of the window', () => {
    const cycle = { window: { from: '2018-07-01', to: '2019-06-30' } }
    const told = cast([{ kind: 'party-plan', year: 2019 }], { asOf: '2019-06-30', cycle })
    expect(told.item('3.1').points.estimate).toBe(15)
  })

  it('R1.6 a flag not ticked on an activity is no; a number not filled in reaches no threshold', () => {
    expect(cast([{ kind: 'party-activity', on: '2018-05-01' }]).item('6.1').points.estimate).toBe(0)
    const event = { kind: 'academic-exchange', on: '2018-05-01' }
    const told = wuhan([event])
    expect(told.item('3.1b')).toMatchObject({ points: { estimate: 0 }, outcome: 'unknown' })
    expect(told.left('3.1b', 'r1')?.reason).toBe('fieldMissing')
  })

  it('R1.7 a filing before the window or after it counts up to asOf; the earliest decides', () => {
    const rules = (on: string): object => ({
      kind: 'party-rules',
      topic: 'deliberation',
      from: '2010-01-01',
      filings: [{ to: 'party', on }],
    })
    const cycle = { window: { from: '2018-01-01', to: '2018-12-31' } }
    const points = (on: string): number =>
      cast([rules(on) as never], { asOf: '2019-02-01', cycle }).item('2.1').points.estimate
    expect(points('2010-02-01')).toBe(50)
    expect(points('2019-02-01')).toBe(50)
    expect(points('2019-02-02')).toBe(0)
    // Late the second time, in time the first: in time.
    const report = {
      kind: 'full-report',
      year: 2018,
      filings: [
        { to: 'party', on: '2019-01-20' },
        { to: 'party', on: '2018-12-31' },
      ],
    }
    expect(cast([committee, report], { asOf: '2019-02-01', cycle }).item('2.3').points.estimate).toBe(0)
  })

  it('R1.7 a filing with another body is none', () => {
    const rules = {
      kind: 'party-rules',
      topic: 'deliberation',
      from: '2018-01-01',
      filings: [{ to: 'association', on: '2018-02-01' }],
    }
    const told = cast([rules])
    expect(told.item('2.1').points.estimate).toBe(0)
    expect(told.left('2.1', 'r1')).toMatchObject({ reason: 'notFiled', gain: 50 })
  })

  it.each([
    ['2018-06-09', 0],
    ['2018-06-10', -50],
  ])('R1.8 a liaison change of 10 May notified on %s costs %i: day 30 is in time, day 31 is not', (on, points) => {
    const change = { kind: 'liaison-change', on: '2018-05-10', filings: [{ to: 'party', on }] }
    expect(cast([change]).item('9.2').points.estimate).toBe(points)
  })

  it.each([
    [['2022-05-09', '2022-05-12'], true],
    [['2022-05-10', '2022-05-12'], false],
    [['2022-05-09', '2022-05-11'], false],
    [['2022-05-09'], false],
  ])('R1.9 an event of 10 to 12 May filed on %j: %s', (days, met) => {
    const filings = days.map((on) => ({ to: 'association', on }))
    const told = wenzhou([{ kind: 'major-event', on: '2022-05-10', until: '2022-05-12', filings }])
    expect(told.item('3.6c').met).toBe(met)
  })
})

describe('R2 standing facts', () => {
  it('R2.1 an old statement still speaks', () => {
    expect(cast([{ kind: 'committee', from: '2003-05-01' }]).item('1.1').points.estimate).toBe(100)
  })

  it('R2.1 a fact is read on the last day of the window, not later', () => {
    const cycle = { window: { from: '2018-01-01', to: '2018-12-31' } }
    const at = (from: string): number =>
      cast([{ kind: 'committee', from }], { asOf: '2019-06-30', cycle }).item('1.1').points.estimate
    expect(at('2018-12-31')).toBe(100)
    expect(at('2019-01-01')).toBe(0)
  })

  it('R2.1 a certificate is read on asOf: its last day is valid, the day after is not', () => {
    const papers = (asOf: string): boolean | null | undefined =>
      wenzhou(
        [
          { kind: 'plaque', from: '2010-01-01' },
          { kind: 'certificate', type: 'registration', from: '2017-01-01', until: '2023-01-31' },
          { kind: 'certificate', type: 'bank-permit', from: '2017-01-01' },
        ],
        { asOf, cycle: { window: { from: '2022-01-01', to: '2022-12-31' } } },
      ).item('2.2').met
    expect(papers('2023-01-31')).toBe(true)
    expect(papers('2023-02-01')).toBe(false)
  })

  it('R2.2 the latest statement that states the field wins', () => {
    // 100 points for the committee; -30 while its size is 4, nothing once 5 is stated, even if a later one says no size.
    const list = [
      { kind: 'council', from: '2015-01-01', members: 60, partyMembers: 40 },
      { kind: 'committee', from: '2015-01-01', size: 4 },
      { kind: 'committee', from: '2018-02-01', size: 5 },
      { kind: 'committee', from: '2018-03-01', secretary: 'named' },
    ]
    expect(cast(list, { asOf: '2018-01-31' }).item('1.2').points.estimate).toBe(-30)
    expect(cast(list, { asOf: '2018-02-01' }).item('1.2').points.estimate).toBe(0)
    expect(cast(list, { asOf: '2018-12-31' }).item('1.2').points.estimate).toBe(0)
  })

  it('R2.2 of two statements on one day the greater id wins', () => {
    const told = cast([
      { id: 'a', kind: 'council', from: '2015-01-01', members: 60, partyMembers: 40 },
      { id: 'b', kind: 'committee', from: '2018-01-01', size: 5 },
      { id: 'c', kind: 'committee', from: '2018-01-01', size: 4 },
    ])
    expect(told.item('1.2').points.estimate).toBe(-30)
  })

  it('R2.3 looking back stops at a statement that does not hold', () => {
    const list = [committee, { kind: 'committee', from: '2018-05-01', holds: false }]
    const told = cast(list)
    expect(told.item('1.1')).toMatchObject({ points: { estimate: 0 }, outcome: 'unmet', missing: [] })
    expect(told.item('1.2').outcome).toBe('notApplicable')
  })

  it('R2.3 from a statement that does not hold on, flags are no and numbers unknown', () => {
    const office = { kind: 'office', from: '2015-01-01', independent: true, facilities: true }
    const told = wuhan([office, { kind: 'office', from: '2018-05-01', holds: false }])
    expect(told.item('1.1')).toMatchObject({ points: { estimate: 0 }, outcome: 'unmet' })
    const register = { kind: 'member-register', from: '2015-01-01', electronic: true, members: 800 }
    const scope = { kind: 'party-register', from: '2015-01-01', scope: 'council' }
    expect(wuhan([scope, register]).item('2.2a').points.estimate).toBe(4)
    const gone = wuhan([scope, register, { kind: 'member-register', from: '2018-05-01', holds: false }])
    expect(gone.item('2.2a')).toMatchObject({ points: { estimate: 0 }, outcome: 'unknown' })
    expect(gone.item('1.2').outcome).toBe('unmet')
  })

  it('R2.3 a statement ends with its until: the day itself still holds', () => {
    const ends = (until: string): number => cast([{ ...committee, until }]).item('1.1').points.estimate
    expect(ends('2018-12-31')).toBe(100)
    expect(ends('2018-12-30')).toBe(0)
  })

  it('R2.4 a fact nobody stated is unknown, one that is denied is unmet', () => {
    expect(cast([]).item('1.1')).toMatchObject({ outcome: 'unknown', missing: ['尚未登记“理事会党委”'] })
    expect(cast([{ ...committee, holds: false }]).item('1.1').outcome).toBe('unmet')
  })

  it('R2.5 rules are told apart by topic, others by name', () => {
    const rules = (topic: string, name: string): object => ({ kind: 'rules', from: '2018-01-01', topic, name })
    // finance twice is one kind of rules; two others of different names are two: 1 + 2 = 3, and archives makes no fourth.
    const list = [
      rules('finance', '甲'),
      rules('finance', '乙'),
      rules('other', '甲'),
      rules('other', '乙'),
      rules('archives', '丙'),
    ]
    const points = (count: number): number => wuhan(list.slice(0, count) as never).item('1.6').points.estimate
    expect([1, 2, 3, 4, 5].map(points)).toEqual([1, 1, 2, 3, 3])
  })

  it('R2.6 any dated organisation statement is later than the society block', () => {
    const society = { type: 'society', level: 'national', under: 'cast' }
    const moved = { kind: 'organisation', from: '2001-01-01', level: 'provincial' }
    expect(cast([], { society }).gate('gate-scope').met).toBe(true)
    expect(cast([moved], { society }).gate('gate-scope').met).toBe(false)
  })

  it('R2.6 a record named society does not take the place of the society block', () => {
    const society = { type: 'society', level: 'national', under: 'cast' }
    const told = cast([{ id: 'society', kind: 'committee-meeting', on: '2018-03-01' }], { society })
    expect(told.gate('gate-scope').met).toBe(true)
    expect(told.item('3.2').counted).toEqual([{ record: 'society', points: 20 }])
  })

  it('R2.7 a set of statements nobody made is unknown; once one is made the rest count as not there', () => {
    expect(wuhan([]).item('1.6').outcome).toBe('unknown')
    const told = wuhan([{ kind: 'rules', from: '2018-01-01', topic: 'finance' }])
    expect(told.item('1.6')).toMatchObject({ points: { estimate: 1 }, outcome: 'partly' })
  })

  it('R2.8 each year asked: unknown until stated, the latest statement about a year decides', () => {
    const year = (of: number, result: string, on?: string): object => ({
      kind: 'inspection',
      year: of,
      result,
      ...(on ? { on } : {}),
    })
    const gate = (...list: object[]): boolean | null => wuhan(list as never).gate('gate-1.8').met
    expect(gate(year(2017, 'pass'))).toBeNull()
    expect(gate(year(2017, 'pass'), year(2016, 'basic'))).toBe(true)
    expect(gate(year(2017, 'pass'), year(2016, 'absent'))).toBe(false)
    expect(gate(year(2017, 'absent'))).toBe(false)
    const corrected = [year(2016, 'pass'), year(2017, 'fail', '2018-03-01'), year(2017, 'pass', '2018-05-01')]
    expect(gate(...corrected)).toBe(true)
    expect(wuhan(corrected as never, { asOf: '2018-04-30' }).gate('gate-1.8').met).toBe(false)
  })

  it('R2.8 years before the founding are left out', () => {
    const rating = { kind: 'society-rating', level: '3A', from: '2019-01-01' }
    const passed = (of: number): object => ({ kind: 'inspection', year: of, result: 'pass' })
    const met = (founded: string): boolean | null | undefined =>
      wenzhou([rating, passed(2021) as never, passed(2020) as never], { society: { founded } }).item('2.6').met
    expect(met('2020-06-01')).toBe(true)
    expect(met('2019-06-01')).toBeNull()
  })

  it('R2.9 both counts of a ratio come from one statement', () => {
    // 2018: 1 of 10. The later statement says nothing of branches; nothing is mixed.
    const told = cast([
      { kind: 'staff', from: '2018-01-01', all: 10, partyMembers: 4 },
      { kind: 'staff', from: '2018-06-01', all: 4 },
    ])
    expect(told.item('5.1').points.estimate).toBe(0)
  })
})

describe('thresholds of the documents', () => {
  it.each([
    [29, false],
    [30, true],
    [31, true],
  ])('an exchange with %i people qualifies in Xiangyang: %s', (people, qualifies) => {
    const told = scoreOf('xiangyang-2019-activities', {
      asOf: '2019-03-31',
      society: { type: 'society', level: 'municipal' },
      records: [{ kind: 'academic-exchange', on: '2018-09-01', people }],
    })
    expect(told.card.eligible).toBe(qualifies)
    expect(told.item('1').counted).toEqual(qualifies ? [{ record: 'r1', points: 0 }] : [])
    if (!qualifies) expect(told.left('1', 'r1')?.reason).toBe('belowMinimum')
  })

  it.each([
    [29, false],
    [30, true],
    [31, true],
  ])('training of %i person-times in two records meets 5.3 of Wenzhou: %s', (people, met) => {
    const list = [
      { kind: 'training', on: '2022-03-01', people: people - 10 },
      { kind: 'training', on: '2022-04-01', people: 10 },
    ]
    expect(wenzhou(list).item('5.3').met).toBe(met)
  })

  it.each([
    [99, 0],
    [100, 1],
    [199, 1],
    [200, 2],
    [201, 2],
  ])('the largest event of %i people earns %i', (people, points) => {
    expect(wuhan([{ kind: 'academic-exchange', on: '2018-05-01', people }]).item('3.1b').points.estimate).toBe(points)
  })

  it.each([
    // withGroup, all, points: 0 %, 0.1 %, 49.9 %, 50 %, 84.9 %, 85 %, 100 %
    [0, 10, 0],
    [1, 1000, 15],
    [499, 1000, 15],
    [500, 1000, 20],
    [849, 1000, 20],
    [850, 1000, 25],
    [17, 20, 25],
    [10, 10, 25],
  ])('%i of %i branches with a group earn %i', (withGroup, all, points) => {
    const told = cast([{ kind: 'branches', from: '2018-01-01', all, withGroup, evidence: proof }])
    expect(figures(told.item('1.4'))).toEqual([points, points, points])
  })

  it('no branches: 1.4 is not applicable', () => {
    const told = cast([{ kind: 'branches', from: '2018-01-01', all: 0, withGroup: 0 }])
    expect(told.item('1.4')).toMatchObject({ outcome: 'notApplicable', points: { estimate: 0 } })
  })

  it.each([
    // Party members in the council, committee size, deduction
    [99, 4, -30],
    [99, 5, 0],
    [99, 6, 0],
    [100, 5, -30],
    [100, 6, -30],
    [100, 7, 0],
    [100, 8, -30],
    [100, 9, 0],
  ])('%i council Party members and a committee of %i: %i', (partyMembers, size, points) => {
    const told = cast([
      { ...committee, size },
      { kind: 'council', from: '2016-01-01', members: 200, partyMembers },
    ])
    expect(told.item('1.2').points.estimate).toBe(points)
  })

  it.each([
    [500, 0],
    [501, 4],
  ])('with %i members the Party members of the council earn %i', (members, points) => {
    const told = wuhan([
      { kind: 'party-register', from: '2018-01-01', scope: 'council' },
      { kind: 'member-register', from: '2018-01-01', members },
    ])
    expect(told.item('2.2a').points.estimate).toBe(points)
  })

  it('meetings: 20, 40, 50, 50', () => {
    const meetings = (count: number): object[] =>
      Array.from({ length: count }, (_, i) => ({ kind: 'committee-meeting', on: `2018-0${i + 1}-01` }))
    expect([0, 1, 2, 3, 4].map((n) => cast(meetings(n) as never).item('3.2').points.estimate)).toEqual([
      0, 20, 40, 50, 50,
    ])
  })

  it('news: 5 each up to 50', () => {
    const news = (count: number): object[] =>
      Array.from({ length: count }, (_, i) => ({
        kind: 'party-news',
        on: `2018-01-${10 + i}`,
        outlet: 'association-media',
      }))
    expect([1, 9, 10, 11].map((n) => cast(news(n) as never).item('9.1').points.estimate)).toEqual([5, 45, 50, 50])
  })

  it.each([
    [0, 0],
    [1, 0],
    [2, 2],
    [3, 2],
    [4, 3],
    [5, 3],
    [6, 4],
  ])('%i of the six things of the Party base earn %i', (count, points) => {
    const names = ['place', 'facilities', 'sign', 'flag', 'books', 'rules']
    const has = Object.fromEntries(names.map((name, i) => [name, i < count]))
    expect(wuhan([{ kind: 'party-base', from: '2018-01-01', ...has }]).item('2.3').points.estimate).toBe(points)
  })
})

describe('R3 figures', () => {
  it('R3.1 R3.2 three meetings, one with evidence: secured 20, estimate 50', () => {
    const list = ['2018-03-01', '2018-05-01', '2018-07-01'].map((on, i) => ({
      kind: 'committee-meeting',
      on,
      ...(i === 1 ? { evidence: proof } : {}),
    }))
    expect(figures(cast(list).item('3.2'))).toEqual([20, 50, 50])
  })

  it('R3.2 every event of the set needs evidence', () => {
    const event = (on: string, more: object = {}): object => ({
      kind: 'major-event',
      on,
      filings: [
        { to: 'association', on: '2022-01-05' },
        { to: 'association', on },
      ],
      ...more,
    })
    // Section 3 is shared by 21 items: 10 / 21 = 0.476… each, shown 0.48.
    const both = wenzhou([event('2022-03-01', { evidence: proof }) as never, event('2022-04-01') as never])
    expect(figures(both.item('3.6c'))).toEqual([0, 0.48, 0.48])
    const proven = wenzhou([
      event('2022-03-01', { evidence: proof }) as never,
      event('2022-04-01', { evidence: proof }) as never,
    ])
    expect(figures(proven.item('3.6c'))).toEqual([0.48, 0.48, 0.48])
  })

  it('R3.2 what an item rests on needs evidence too', () => {
    // 4.3 is asked only where 4.1 holds: the regime is evidenced and filed, the Party organisation is not evidenced.
    const regime = {
      kind: 'study-regime',
      from: '2018-01-01',
      filings: [{ to: 'party', on: '2018-02-01' }],
      evidence: proof,
    }
    const cell = { kind: 'grassroots', from: '2016-01-01', form: 'joint' }
    expect(figures(cast([regime, cell]).item('4.3'))).toEqual([0, 25, 25])
    expect(figures(cast([regime, { ...cell, evidence: proof }]).item('4.3'))).toEqual([25, 25, 25])
  })

  it('R3.2 no such event: met in the estimate, secured only by an evidenced statement that there was none', () => {
    const none = { kind: 'attestation', topic: 'no-major-event', from: '2022-12-01' }
    expect(figures(wenzhou([]).item('3.6c'))).toEqual([0, 0.48, 0.48])
    expect(figures(wenzhou([none]).item('3.6c'))).toEqual([0, 0.48, 0.48])
    expect(figures(wenzhou([{ ...none, evidence: proof }]).item('3.6c'))).toEqual([0.48, 0.48, 0.48])
  })

  it('R3.2 an incident counts against, evidence or not', () => {
    const calm = { kind: 'attestation', topic: 'no-incident', from: '2022-12-01', evidence: proof }
    expect(wenzhou([calm]).item('3.6e')).toMatchObject({ met: true, points: { secured: 0.48 } })
    expect(wenzhou([calm, { kind: 'incident', on: '2022-06-01' }]).item('3.6e')).toMatchObject({
      met: false,
      points: { secured: 0, estimate: 0, potential: 0 },
    })
  })

  it('R3.3 R7.1 R7.2 a judged part: own points in the estimate, the maximum in the potential', () => {
    const activity = { kind: 'party-activity', on: '2018-05-01', themed: true }
    // One themed activity: 10; self-assessed 12.5 of 20; potential 10 + 20.
    const told = cast([activity], { selfAssessment: { '6.1.judged': 12.5 } })
    expect(figures(told.item('6.1'))).toEqual([0, 22.5, 30])
    const proven = cast([{ ...activity, evidence: proof }], { selfAssessment: { '6.1.judged': 12.5 } })
    expect(figures(proven.item('6.1'))).toEqual([22.5, 22.5, 30])
  })

  it('R3.7 the items of a section share its points and say whether they are met', () => {
    // Section 1 of Wenzhou: 25 among 4 items, 6.25 each.
    const told = wenzhou([
      { kind: 'party-organisation', from: '2020-01-01', working: true, teamComplete: true, leadFulfils: false },
    ])
    expect(told.item('1.1b')).toMatchObject({ met: true, maximum: 6.25, points: { estimate: 6.25 }, apportioned: true })
    expect(told.item('1.2a')).toMatchObject({ met: true, points: { estimate: 6.25 } })
    expect(told.item('1.2b')).toMatchObject({ met: false, points: { estimate: 0 } })
    expect(told.item('1.1a')).toMatchObject({ met: null, points: { estimate: 0 } })
    expect(told.card.sections[0]?.total.estimate).toBe(12.5)
  })
})

describe('R4 deductions and risk', () => {
  const cycle = { window: { from: '2018-01-01', to: '2018-12-31' }, due: { 'full-report': '2018-11-30' } }
  const risk = (told: ReturnType<typeof scoreOf>, item: string): unknown =>
    told.card.atRisk.find((one) => one.item === item)

  it('R4.2 a deduction is at risk until its due day has passed', () => {
    const on = cast([committee], { asOf: '2018-11-30', cycle })
    expect(on.item('2.3')).toMatchObject({ outcome: 'atRisk', points: { secured: 0, estimate: 0, potential: 0 } })
    expect(risk(on, '2.3')).toEqual({ item: '2.3', points: -50, due: '2018-11-30' })
    const after = cast([committee], { asOf: '2018-12-01', cycle })
    expect(after.item('2.3')).toMatchObject({
      outcome: 'unmet',
      points: { secured: -50, estimate: -50, potential: -50 },
    })
    expect(risk(after, '2.3')).toBeUndefined()
  })

  it.each([
    ['2018-11-30', 0],
    ['2018-12-01', -25],
  ])('R4.2 the report filed on %s costs %i', (on, points) => {
    const report = { kind: 'full-report', year: 2018, filings: [{ to: 'party', on }] }
    expect(cast([committee, report], { cycle }).item('2.3').points.estimate).toBe(points)
  })

  it('R4.2 the default due day is the last of the cycle', () => {
    const last = cast([committee], { asOf: '2018-12-31' })
    expect(risk(last, '2.3')).toEqual({ item: '2.3', points: -50, due: '2018-12-31' })
  })

  it('R4.3 a liaison change not notified is at risk through day 30', () => {
    const change = { kind: 'liaison-change', on: '2018-05-10' }
    const day30 = cast([change], { asOf: '2018-06-09' })
    expect(risk(day30, '9.2')).toEqual({ item: '9.2', points: -50, due: '2018-06-09' })
    expect(day30.item('9.2').points.estimate).toBe(0)
    expect(cast([change], { asOf: '2018-06-10' }).item('9.2').points.estimate).toBe(-50)
  })

  it('R4.3 what is not stated is at risk, what is stated as vacant is lost', () => {
    const posts = {
      secretary: 'named',
      deputySecretary: 'named',
      disciplineMember: 'named',
      secretaryPost: 'president',
    }
    const unsaid = cast([{ ...committee, ...posts }])
    expect(risk(unsaid, '1.3')).toEqual({ item: '1.3', points: -10, due: null })
    expect(unsaid.item('1.3').points.estimate).toBe(0)
    const vacant = cast([{ ...committee, ...posts, organisationMember: 'vacant' }])
    expect(vacant.item('1.3').points.estimate).toBe(-10)
    // One vacant post suffices, the others unsaid.
    const one = cast([{ ...committee, secretary: 'vacant' }])
    expect(one.item('1.3').points.estimate).toBe(-10)
    expect(risk(one, '1.3')).toEqual({ item: '1.3', points: -10, due: null })
  })

  it('R4.1 R8.2 with the council unknown, a committee of 4 is too small either way, one of 7 fits either way', () => {
    expect(cast([{ ...committee, size: 4 }]).item('1.2').points.estimate).toBe(-30)
    const fits = cast([{ ...committee, size: 7 }])
    expect(fits.item('1.2').points.estimate).toBe(0)
    expect(risk(fits, '1.2')).toBeUndefined()
    const open = cast([{ ...committee, size: 6 }])
    expect(open.item('1.2').points.estimate).toBe(0)
    expect(risk(open, '1.2')).toEqual({ item: '1.2', points: -30, due: null })
  })

  it('R4.4 evidence plays no part in deductions', () => {
    const list = [
      { ...committee, size: 4 },
      { kind: 'council', from: '2016-01-01', members: 20, partyMembers: 10 },
    ]
    expect(figures(cast(list).item('1.2'))).toEqual([-30, -30, -30])
    expect(figures(cast(list.map((one) => ({ ...one, evidence: proof }))).item('1.2'))).toEqual([-30, -30, -30])
  })

  it('4.2: separate and not filed costs 25 at once; with a due day set it is at risk until it has passed', () => {
    const cell = { kind: 'grassroots', from: '2018-03-01', form: 'separate' }
    expect(cast([cell]).item('4.2').points.estimate).toBe(-25)
    const due = { due: { 'separate-filing': '2018-12-31' } }
    const waits = cast([cell], { cycle: due })
    expect(waits.item('4.2').points.estimate).toBe(0)
    expect(risk(waits, '4.2')).toEqual({ item: '4.2', points: -25, due: '2018-12-31' })
    const passed = cast([cell], { cycle: { due: { 'separate-filing': '2018-12-30' } } })
    expect(passed.item('4.2').points.estimate).toBe(-25)
    const filed = { ...cell, filings: [{ to: 'party', on: '2018-12-31' }] }
    expect(cast([filed], { cycle: due }).item('4.2').points.estimate).toBe(25)
    expect(cast([{ ...cell, form: 'joint' }]).item('4.2').points.estimate).toBe(0)
  })

  it('8.3 R8.3 a deduction under an unknown condition is at risk', () => {
    const told = cast([], { cycle })
    expect(risk(told, '2.3')).toMatchObject({ item: '2.3', points: -50 })
    expect(told.item('2.3').points.estimate).toBe(0)
    expect(cast([{ ...committee, holds: false }], { cycle }).item('2.3').outcome).toBe('notApplicable')
  })
})

describe('R5 gates', () => {
  const inspections = [2016, 2017].map((year) => ({ kind: 'inspection', year, result: 'pass' }))
  const account = { kind: 'bank-account', from: '2010-01-01', own: true }
  const sent = (kind: string, year: number): object => ({
    kind,
    year,
    filings: [{ to: 'association', on: '2018-03-01' }],
  })

  it('R5.2 eligible: false before unknown before true', () => {
    const papers = [sent('work-summary', 2017), sent('work-plan', 2018)] as never[]
    expect(wuhan([account, ...inspections, ...papers]).card.eligible).toBe(true)
    expect(wuhan([...inspections, ...papers]).card.eligible).toBeNull()
    expect(wuhan([{ ...account, own: false }, ...papers]).card.eligible).toBe(false)
  })

  it('R5.3 a submission is unknown through its due day, then not met', () => {
    const cycle = { due: { documents: '2018-04-30' } }
    const gate = (asOf: string): boolean | null => wuhan([], { asOf, cycle }).gate('gate-1.9').met
    expect(gate('2018-04-30')).toBeNull()
    expect(gate('2018-05-01')).toBe(false)
  })

  it('R5.4 says why, and the score is shown', () => {
    const told = wuhan([account, { kind: 'inspection', year: 2017, result: 'fail' }])
    expect(told.gate('gate-1.8')).toMatchObject({ met: false, reason: expect.stringMatching(/./) as string })
    expect(told.gate('gate-1.4')).toMatchObject({ met: true, records: ['r1'] })
    expect(told.gate('gate-1.4').reason).toBeUndefined()
    expect(told.card.total.estimate).toBe(0)
  })

  it('R5.4 names what does not hold, and what is still to be sent', () => {
    const told = wuhan([
      { ...account, own: false },
      { kind: 'inspection', year: 2017, result: 'fail' },
      sent('work-plan', 2018),
    ] as never[])
    expect(told.gate('gate-1.4').reason).toBe('不符合申报条件：“银行账户·学会名下的独立账户”要为“是”')
    expect(told.gate('gate-1.8').reason).toBe(
      '不符合申报条件：2017 年的“年检”：“年检结果”要为“合格”或“基本合格”，登记的是“不合格”',
    )
    expect(told.gate('gate-1.9').reason).toBe('2017 年的“年度工作总结”要在 2018-12-31 或以前报送')
  })

  it('R5.4 names every way in, and what closes it', () => {
    const { gate } = scoreOf('xiangyang-2019-activities', {
      asOf: '2019-03-31',
      society: { type: 'society', level: 'provincial' },
    })
    expect(gate('gate-unit').reason).toBe(
      '不符合申报条件：“单位基本情况·级别”要为“市级”，或“单位基本情况·单位类型”要为“企事业科协”或“高校科协”',
    )
    const fine = { kind: 'good-standing', from: '2018-01-01' }
    const told = cast([fine, { kind: 'sanction', from: '2017-06-01' }] as never)
    expect(told.gate('gate-standing').reason).toMatch(/^不符合申报条件：“.+”还没有结束$/)
  })

  it('last year’s inspection: 基本合格 is not enough for cast-2018, and is for Wuhan', () => {
    const basic = [2016, 2017].map((year) => ({ kind: 'inspection', year, result: 'basic' }))
    expect(cast(basic).gate('gate-inspection').met).toBe(false)
    expect(wuhan(basic).gate('gate-1.8').met).toBe(true)
  })

  it('a sanction not lifted closes the gate, a lifted one does not', () => {
    const fine = { kind: 'good-standing', from: '2018-01-01' }
    const sanction = { kind: 'sanction', from: '2017-06-01' }
    const gate = (...list: object[]): boolean | null => cast(list as never).gate('gate-standing').met
    expect(gate(fine)).toBe(true)
    expect(gate(fine, sanction)).toBe(false)
    expect(gate(fine, { ...sanction, until: '2018-12-31' })).toBe(false)
    expect(gate(fine, { ...sanction, until: '2018-12-30' })).toBe(true)
    expect(gate(sanction)).toBe(false)
    expect(gate()).toBeNull()
  })
})

describe('R6 exclusive items', () => {
  const activity = (on: string, more: object = {}): object => ({
    kind: 'party-activity',
    on,
    themed: true,
    professional: true,
    filings: [{ to: 'party', on: '2018-12-01' }],
    ...more,
  })
  const three = [activity('2018-03-01'), activity('2018-05-01'), activity('2018-07-01')] as never[]

  it('R6.1 R6.2 R6.3 three that fit both: two later-item records and one theme beat any other split', () => {
    // 8.2: 20/30/40/50, 6.1: 10/15/20. Splits (6.1, 8.2): 0+40, 10+30, 15+20, 20+0. Estimate 40 both for 0+3 and 1+2;
    // then potential: with one at 6.1 its judged 20 come in: 1+2 wins; 8.2 takes the earlier two.
    const told = cast(three)
    expect(figures(told.item('6.1'))).toEqual([0, 10, 30])
    expect(figures(told.item('8.2'))).toEqual([0, 30, 30])
    expect(told.item('6.1').counted).toEqual([{ record: 'r3', points: 10 }])
    expect(told.item('8.2').counted).toEqual([
      { record: 'r1', points: 20 },
      { record: 'r2', points: 10 },
    ])
    expect(told.left('6.1', 'r1')?.reason).toBe('assignedElsewhere')
  })

  it('R6.4 a claim binds a record to its item; none keeps it out', () => {
    const told = cast(three, { claims: { r1: '6.1', r2: '6.1', r3: 'none' } })
    expect(told.item('6.1').points.estimate).toBe(15)
    expect(told.item('8.2').points.estimate).toBe(0)
    expect(told.left('8.2', 'r3')?.reason).toBe('claimedElsewhere')
  })

  it('R6.5 under the reading without exclusion a record serves both', () => {
    const told = cast(three, { cycle: { readings: { '6.1': 'both', '8.2': 'both' } } })
    expect(told.item('6.1').points.estimate).toBe(20)
    expect(told.item('8.2').points.estimate).toBe(40)
  })

  it('6.1 does not need the filing, 8.2 does, and an activity of the plan is none of 8.2', () => {
    const unfiled = cast([activity('2018-03-01', { filings: [] }) as never])
    expect([unfiled.item('6.1').points.estimate, unfiled.item('8.2').points.estimate]).toEqual([10, 0])
    const planned = cast([activity('2018-03-01', { project: true }) as never])
    expect([planned.item('8.2').points.estimate, planned.item('8.1').points.estimate]).toEqual([0, 10])
    expect(planned.left('8.2', 'r1')?.reason).toBe('excluded')
  })
})

describe('R7 judged parts', () => {
  const activity = { kind: 'party-activity', on: '2018-05-01', project: true, evidence: proof }

  it('R7.1 nothing without a matching record, nothing without points, never above the maximum', () => {
    expect(figures(cast([], { selfAssessment: { '8.1.judged': 20 } }).item('8.1'))).toEqual([0, 0, 0])
    expect(figures(cast([activity]).item('8.1'))).toEqual([10, 10, 30])
    expect(figures(cast([activity], { selfAssessment: { '8.1.judged': 35 } }).item('8.1'))).toEqual([30, 30, 30])
  })

  it('R7.3 a reviewer’s points stand in all three figures', () => {
    const told = cast([activity], { selfAssessment: { '8.1.judged': 20 }, reviews: { '8.1.judged': 7.25 } })
    expect(figures(told.item('8.1'))).toEqual([17.25, 17.25, 17.25])
    const nil = cast([activity], { selfAssessment: { '8.1': 20 }, reviews: { '8.1': 0 } })
    expect(figures(nil.item('8.1'))).toEqual([10, 10, 10])
  })

  it('R7.4 a record tagged with a judged item matches there, none keeps it away', () => {
    const lecture = { kind: 'academic-exchange', on: '2019-05-01', evidence: proof }
    const told = (claims: Record<string, string>): number =>
      scoreOf('xiangyang-2019-functions', { asOf: '2019-12-31', records: [lecture], claims }).item('3').points.potential
    expect(told({})).toBe(0)
    expect(told({ r1: '3' })).toBe(40)
    expect(told({ r1: 'none' })).toBe(0)
  })
})

describe('R9 rounding and stars', () => {
  it('R9.1 fractions are summed exactly and rounded once', () => {
    // Section 3 of Wenzhou: 21 items, 10/21 each. Three of them: 30/21 = 1.428… -> 1.43, not 3 x 0.48 = 1.44.
    const stated = (topic: string): object => ({ kind: 'attestation', topic, from: '2022-01-01', evidence: proof })
    const told = wenzhou([
      stated('legal-representative'),
      stated('charter-followed'),
      stated('changes-lawful'),
    ] as never)
    expect(told.card.sections[2]?.total.secured).toBe(1.43)
    expect(told.card.total.secured).toBe(1.43)
  })

  it('R9.1 a half is rounded up', () => {
    // Section 2 of Wenzhou: 8 items, 15 / 8 = 1.875 each: shown 1.88; three are 5.625: shown 5.63.
    const stated = (topic: string): object => ({ kind: 'attestation', topic, from: '2022-01-01' })
    const staff = { kind: 'staff', from: '2022-01-01', all: 3, fullTime: 1 }
    const told = wenzhou([stated('assembly') as never, stated('supervisors') as never, staff])
    expect(told.item('2.5a').points.estimate).toBe(1.88)
    expect(told.card.sections[1]?.total.estimate).toBe(5.63)
  })

  it('R9.2 R9.3 stars and bands by the hundred', () => {
    // 1.1 100, 4.1 100, 2.1 50, 3.3 50 ... five hundreds by hand; one point of evidence less is one star less.
    const list = [
      { ...committee, evidence: proof },
      { kind: 'grassroots', from: '2016-01-01', form: 'joint', evidence: proof },
      { kind: 'study-regime', from: '2016-01-01', filings: [{ to: 'party', on: '2018-01-10' }], evidence: proof },
      { kind: 'prior-review', on: '2018-02-01', evidence: proof },
      ...['03', '04', '05'].map((month) => ({ kind: 'committee-meeting', on: `2018-${month}-01`, evidence: proof })),
      { kind: 'youth-work', on: '2018-02-01', evidence: proof },
      { kind: 'union-work', on: '2018-02-01', evidence: proof },
      { kind: 'integrity-action', on: '2018-02-01', evidence: proof },
      { kind: 'superior-event', on: '2018-02-01', type: 'cadre-training', evidence: proof },
      { kind: 'superior-event', on: '2018-02-01', type: 'meeting', evidence: proof },
      { kind: 'party-relations', from: '2018-01-01', status: 'nobody', evidence: proof },
      { kind: 'applicant', on: '2018-02-01', evidence: proof },
      { kind: 'admission', on: '2018-02-01' },
    ]
    // 100 + 100 + 25 (4.3) + 50 + 50 + 50 (7.1) + 25 + 50 (8.3) + 25 (5.2) + 15 + 10 (5.1) = 500, 490 of it secured.
    // 2.3: the report is due on the last day of the cycle: only at risk on it.
    const { card } = cast(list)
    expect(card.total).toEqual({ secured: 490, estimate: 500, potential: 500 })
    expect(card.rating).toEqual({
      secured: { stars: 4, band: null },
      estimate: { stars: 5, band: '良好' },
      potential: { stars: 5, band: '良好' },
    })
  })

  it('R9.2 never below no stars', () => {
    // -30 (1.2), -10 -10 (1.3), -50 (2.3), -50 (9.2); the committee itself is worth 100: 100 - 150 = -50.
    const list = [
      { ...committee, size: 2, secretary: 'vacant', secretaryPost: 'other' },
      { kind: 'council', from: '2016-01-01', members: 20, partyMembers: 10 },
      { kind: 'liaison-change', on: '2018-02-01' },
    ]
    const { card } = cast(list, { cycle: { due: { 'full-report': '2018-06-30' } } })
    expect(card.total.estimate).toBe(-50)
    expect(card.rating?.estimate).toEqual({ stars: 0, band: null })
    expect(card.total.secured).toBe(-150)
  })
})
