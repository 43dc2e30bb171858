import { indexCatalog, readRecord, type FlatRecord } from '@xingji/shared'
import { catalog, rubric } from '../../shared/test/support/project-rubrics'
import { Scores } from '../src/data/scores'
import { unreadWorth, worthView } from '../src/features/capture/worth-view'
import { shortNames } from '../src/features/rubric-names'

const ids = ['cast-2018', 'wuhan-party-led', 'wenzhou-2022']
const bundle = { catalog, rubrics: ids.map(rubric), editions: [], hashes: {} }
const asOf = '2026-11-20'
const read = (flat: FlatRecord) => {
  const result = readRecord(flat, catalog)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const scoresOf = (held: FlatRecord[]) =>
  new Scores(bundle, { society: { fields: {} }, assessments: {}, cycles: [], since: '' }, () => held.map(read))
function viewOf(draft: FlatRecord, held: FlatRecord[] = [], scores = scoresOf(held)) {
  const kind = indexCatalog(catalog).kind(String(draft.kind))!
  const worths = ids.flatMap((id) => scores.worth(id, { asOf }, read(draft)) ?? [])
  return worthView(worths, kind, catalog, draft.evidence !== undefined)
}
const exchange = (id: string, more: Partial<FlatRecord> = {}): FlatRecord => ({
  id,
  kind: 'academic-exchange',
  on: '2026-06-18',
  ...more,
})

describe('R16 what the form says before saving', () => {
  it('names each rubric shortly, and in full where two are from the same body', () => {
    expect(shortNames(bundle.rubrics)).toEqual(['中国科协', '武汉市科协', '温州市科协'])
    const two = [rubric('xiangyang-2019-haizhi-new'), rubric('xiangyang-2019-functions')]
    expect(shortNames(two)).toEqual(two.map((one) => one.title))
  })

  it('R16.1 says what the record will earn and which open field would bring more', () => {
    // 武汉 3.1a: 1 point each, at most 3. 3.1b: 200 people 2 points.
    const view = viewOf(exchange('new'))
    expect(view.summary).toContain('武汉市科协 +1')
    expect(view.hints[0]).toBe('再填“参加人数”，满 200 人 → 武汉市科协 +2')
    expect(view.lines.map((line) => line.rubric)).toEqual(ids)
    expect(view.lines[0]).toMatchObject({ figure: '0', note: '这套标准不看这一类记录' })
    expect(view.lines[1]).toMatchObject({ figure: '+1', note: '存下来就加\n再填“参加人数”，满 200 人，+2' })
  })

  it('R16.1 says that an item is full, or met', () => {
    // 中国科协 3.2: 20 points for each meeting, at most 50; nothing else asks for meetings.
    const meetings = ['1', '2', '3'].map((n) => ({ id: `m${n}`, kind: 'committee-meeting', on: `2026-0${n}-10` }))
    const draft = { id: 'new', kind: 'committee-meeting', on: '2026-05-10' }
    expect(viewOf(draft, meetings.slice(0, 1)).summary).toBe('中国科协 +20')
    expect(viewOf(draft, meetings).summary).toBe('中国科协 0 已封顶')
    // 温州 3.4a: two services for members are enough, whatever comes on top.
    const services = ['1', '2'].map((n) => ({ id: `s${n}`, kind: 'worker-service', on: `2026-0${n}-10` }))
    expect(viewOf({ id: 'new', kind: 'worker-service', on: '2026-05-10' }, services).summary).toContain(
      '温州市科协 已达标',
    )
  })

  it('asks for evidence where the record raises a score without it', () => {
    const meeting = { id: 'new', kind: 'committee-meeting', on: '2026-05-10' }
    expect(viewOf(meeting).hints).toContain('加上佐证材料 → 才算进“有佐证”的分')
    expect(viewOf({ ...meeting, evidence: ['纪要.pdf'] }).hints.join()).not.toContain('佐证')
  })

  it('says what a filing would bring', () => {
    const rules = { id: 'new', kind: 'party-rules', from: '2026-02-01', topic: 'committee-work' }
    expect(viewOf(rules).hints[0]).toBe('报送科技社团党委 → 中国科协 +50')
  })

  it('tells the worth of an edited record as a whole, not of the change', () => {
    const held = [exchange('x1', { people: 250, evidence: ['a.pdf'] })]
    // 3.1a 1 point and 3.1b 2 points, saved already.
    expect(viewOf(exchange('x1', { people: 250, evidence: ['a.pdf'] }), held).summary).toContain('武汉市科协 +3')
  })

  it('R16.4 leaves the scorecard on the screen as it was', () => {
    const held = [exchange('x1', { people: 120 }), { id: 'm1', kind: 'committee-meeting', on: '2026-02-10' }]
    const scores = scoresOf(held)
    const before = ids.map((id) => JSON.stringify(scores.card(id, { asOf })))
    viewOf(exchange('new', { people: 300 }), [], scores)
    viewOf(exchange('x1', { people: 300 }), [], scores)
    expect(ids.map((id) => JSON.stringify(scores.card(id, { asOf })))).toEqual(before)
    scores.put(read(exchange('x2')))
    scores.remove('x2')
    expect(ids.map((id) => JSON.stringify(scores.card(id, { asOf })))).toEqual(before)
  })

  it('says what has to be filled in before it can tell', () => {
    expect(unreadWorth('请填“主题”').summary).toBe('还不能算分：请填“主题”')
  })
})
