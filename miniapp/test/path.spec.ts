import { readRecord, type FlatRecord } from '@xingji/shared'
import { catalog, rubric } from '../../shared/test/support/project-rubrics'
import { Drafts } from '../src/data/drafts'
import { Kept } from '../src/data/kept'
import { Scores } from '../src/data/scores'
import { aimOf, distance, pathView, targetOf } from '../src/features/path/path-view'
import { MemoryStore } from './support/memory'

const asOf = '2026-11-20'
const ids = ['cast-2018', 'wuhan-party-led', 'xiangyang-2019-activities']
const scoresOf = (records: FlatRecord[]) =>
  new Scores(
    { catalog, rubrics: ids.map(rubric), editions: [], hashes: {} },
    { society: { fields: {} }, assessments: {}, cycles: [], since: '' },
    () =>
      records.map((flat) => {
        const read = readRecord(flat, catalog)
        if (!read.ok) throw new Error(JSON.stringify(read.problems))
        return read.value
      }),
  )
/** 中国科协 1.1 gives 100 points for a committee; 3.2 gives 10 for the first meeting, 10 for the next. */
const committee: FlatRecord = { id: 'c', kind: 'committee', from: '2026-01-10', size: 7 }
const rules: FlatRecord = { id: 'r', kind: 'party-rules', from: '2026-02-01', topic: 'committee-work' }

describe('the way to the next star', () => {
  it('begins at the next star and says how far it is', () => {
    const card = scoresOf([committee, rules]).card('cast-2018', { asOf })!
    expect(card.total.estimate).toBe(100)
    expect(aimOf(rubric('cast-2018'), card)).toEqual({ unit: '星', first: 2, min: 2, max: 10 })
    expect(distance(rubric('cast-2018'), card)).toBe('到 2 星还差 100 分')
  })

  it('R15.3 is the one that costs least, and says points, hours and the day', () => {
    const path = scoresOf([committee, rules]).path('cast-2018', { asOf }, { points: 150 }, {})!
    // 2.1: the rules are written; filing them (1 hour) brings 50 points. Nothing else brings as much in an hour.
    expect(path).toMatchObject({ target: 150, from: 100, to: 150, effort: 1 })
    expect(pathView(path, { unit: '分', first: 150, min: 101, max: 1000 }, 150, asOf)).toEqual({
      headline: '到 150 分：1 步，约 1 小时',
      words: '现在预估 100 分，做完 150 分。这是花时间最少的办法。',
      lines: [
        {
          id: path.steps[0]!.id,
          title: '1. 向科技社团党委补报“党建制度”',
          note: '约 1 小时 · 12月31日前',
          figure: '+50',
          each: 1,
        },
      ],
    })
  })

  it('R15.3 takes the efforts the society gives', () => {
    const scores = scoresOf([committee, rules])
    const filing = scores.path('cast-2018', { asOf }, { points: 150 }, {})!.steps[0]!.id
    const other = scores.path('cast-2018', { asOf }, { points: 150 }, { [filing]: 500 })!
    expect(other.steps.map((step) => step.id)).not.toContain(filing)
    expect(other.effort).toBeLessThan(500)
  })

  it('adds up: the steps in their order bring what the plan says', () => {
    const scores = scoresOf([committee])
    const path = scores.path('cast-2018', { asOf }, { stars: 4 }, {})!
    const sum = path.steps.reduce((total, step) => total + step.points, path.from)
    expect(sum).toBeCloseTo(path.to, 6)
    expect(path.to).toBeGreaterThanOrEqual(400)
    expect(path.effort).toBe(path.steps.reduce((total, step) => total + step.each * step.times, 0))
    const days = path.steps.map((step) => step.due)
    expect(days).toEqual([...days].sort())
  })

  it('R15.4 leaves the scorecard on the screen as it was', () => {
    const scores = scoresOf([committee, rules])
    const before = JSON.stringify(scores.card('cast-2018', { asOf }))
    scores.path('cast-2018', { asOf }, { stars: 3 }, {})
    scores.put({ id: 'x', kind: 'rules', from: asOf, fields: {}, evidence: [], filings: [] })
    scores.remove('x')
    expect(JSON.stringify(scores.card('cast-2018', { asOf }))).toBe(before)
  })

  it('R15.2 says plainly that a goal cannot be reached', () => {
    const scores = scoresOf([])
    const card = scores.card('cast-2018', { asOf })!
    const aim = aimOf(rubric('cast-2018'), card)!
    const path = scores.path('cast-2018', { asOf }, targetOf(aim, 10), {})
    expect(path).toBeUndefined()
    expect(pathView(path, aim, 10, asOf).headline).toBe('照现在的情况到不了 10 星')
  })

  it('aims at points where a rubric gives no stars, and at nothing where it gives neither', () => {
    const scores = scoresOf([])
    const wuhan = scores.card('wuhan-party-led', { asOf })!
    expect(aimOf(rubric('wuhan-party-led'), wuhan)).toEqual({ unit: '分', first: 10, min: 1, max: 100 })
    const activities = scores.card('xiangyang-2019-activities', { asOf })!
    expect(aimOf(rubric('xiangyang-2019-activities'), activities)).toBeUndefined()
    expect(distance(rubric('xiangyang-2019-activities'), activities)).toBeUndefined()
  })
})

describe('small things kept on the phone', () => {
  it('remembers a value over a restart and begins anew where it cannot be read', async () => {
    const store = new MemoryStore()
    const kept = await Kept.open<Record<string, number>>(store, 'a/efforts', {})
    await kept.set({ hold: 3 })
    expect((await Kept.open(store, 'a/efforts', {})).value.get()).toEqual({ hold: 3 })
    await store.write('a/efforts', '{"hold":')
    expect((await Kept.open(store, 'a/efforts', {})).value.get()).toEqual({})
  })
})

describe('drafts', () => {
  const draft = (id: string, title: string): FlatRecord => ({ id, kind: 'committee-meeting', on: asOf, title })

  it('are there after a restart, each with its own content, the last one first', async () => {
    const store = new MemoryStore()
    const drafts = await Drafts.open(store, 'a/drafts')
    drafts.keep(draft('1', '第一次'), undefined, 1)
    drafts.keep(draft('2', '第二次'), undefined, 2)
    drafts.keep(draft('1', '第一次党委会'), undefined, 3)
    drafts.keep(draft('3', '改的'), '{}', 4)
    await drafts.settled()
    const again = await Drafts.open(store, 'a/drafts')
    expect(again.begun().map((one) => one.record.title)).toEqual(['第一次党委会', '第二次'])
    expect(again.get('3')?.record.title).toBe('改的')
  })

  it('are gone once they are saved or thrown away', async () => {
    const store = new MemoryStore()
    const drafts = await Drafts.open(store, 'a/drafts')
    drafts.keep(draft('1', '第一次'), undefined, 1)
    drafts.drop('1')
    await drafts.settled()
    expect([...store.texts.keys()]).toEqual([])
    expect((await Drafts.open(store, 'a/drafts')).begun()).toEqual([])
  })

  it('write every change, and go on after a disk that was full', async () => {
    const store = new MemoryStore()
    const drafts = await Drafts.open(store, 'a/drafts')
    store.failing = true
    drafts.keep(draft('1', '第'), undefined, 1)
    await drafts.settled()
    store.failing = false
    drafts.keep(draft('1', '第一'), undefined, 2)
    drafts.keep(draft('1', '第一次'), undefined, 3)
    await drafts.settled()
    expect((await Drafts.open(store, 'a/drafts')).get('1')?.record.title).toBe('第一次')
  })

  it('leave a text that is no draft where it is', async () => {
    const store = new MemoryStore()
    await store.write('a/drafts/x', '{"version":9}')
    expect((await Drafts.open(store, 'a/drafts')).begun()).toEqual([])
    expect(store.texts.get('a/drafts/x')).toBe('{"version":9}')
  })
})
