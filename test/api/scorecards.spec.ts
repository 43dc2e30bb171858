import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { readLedger, score, serialiseScorecard } from '@xingji/shared'
import { parse } from 'yaml'
import { loadLibrary } from '../../server/src/modules/catalog/library.js'
import { onEachDatabase } from '../support/database'
import { newSociety, Person, signIn } from '../support/personas'
import { startServer, type TestServer } from '../support/server'

const rubrics = process.env.XINGJI_RUBRICS ?? resolve(__dirname, '../../rubrics')

onEachDatabase('scorecards', (kind) => {
  const library = loadLibrary(rubrics)
  const raw = parse(readFileSync(resolve(rubrics, 'samples/society-2018.yaml'), 'utf8'))
  let server: TestServer
  let alice: Person
  let society: string

  beforeAll(async () => {
    server = await startServer({ on: kind })
    alice = await signIn(server, 'alice')
    society = await newSociety(alice)
    const { name, code: _, ...facts } = raw.society
    await alice.patch(`organisations/${society}`, { name, society: facts })
    const answers = await Promise.all(
      raw.records.map((record: { id: string }) =>
        alice.put(`organisations/${society}/records/${record.id}`, { base: 0, record }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    for (const [rubric, selfAssessment] of Object.entries(raw.selfAssessment))
      await alice.put(`organisations/${society}/assessments/${rubric}`, { selfAssessment })
  }, 30_000)
  afterAll(() => server?.stop())

  it.each(['2017-12-31', '2018-01-01', '2018-06-30', '2018-12-31', '2019-01-01'])(
    'are byte for byte those of the scorer, as of %s',
    async (asOf) => {
      const ledger = readLedger(raw, library.catalog.value)
      if (!ledger.ok) throw new Error('the sample is not well')
      const { society: facts, records, selfAssessment } = ledger.value
      const { value: rubric } = library.rubric('cast-2018')!
      const card = score({
        rubric,
        catalog: library.catalog.value,
        asOf,
        cycle: { window: { from: '2018-01-01', to: '2018-12-31' } },
        society: facts,
        selfAssessment: selfAssessment['cast-2018'] ?? {},
        records,
      })
      const query = `rubric=cast-2018&asOf=${asOf}&from=2018-01-01&to=2018-12-31`
      const answer = await alice.get(`organisations/${society}/scorecard?${query}`)
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(answer.text).toBe(serialiseScorecard(card))
    },
  )

  it('follow the records and the self-assessment', async () => {
    const query = 'rubric=cast-2018&asOf=2019-06-30&from=2018-01-01&to=2018-12-31'
    const estimate = async (): Promise<number> => {
      const { body } = await alice.get(`organisations/${society}/scorecard?${query}`)
      return body.total.estimate
    }
    const before = await estimate()
    // The yearly report: without it 50 points are lost.
    const report = raw.records.find(
      (one: { kind: string; year: number }) => one.kind === 'full-report' && one.year === 2018,
    )
    await alice.delete(`organisations/${society}/records/${report.id}?base=1`)
    expect(await estimate()).toBeLessThan(before)
    await alice.put(`organisations/${society}/records/${report.id}`, { base: 2, record: report })
    expect(await estimate()).toBe(before)
    await alice.put(`organisations/${society}/assessments/cast-2018`, { selfAssessment: {} })
    expect(await estimate()).toBeLessThan(before)
  })

  it('keep an assessment by revision and refuse what the rubric does not know', async () => {
    const path = `organisations/${society}/assessments/wuhan-party-led`
    expect((await alice.get(path)).body).toEqual({ revision: 0, selfAssessment: {}, claims: {} })
    const record = raw.records[0].id
    const put = { base: 0, claims: { [record]: 'none' } }
    expect(await alice.put(path, put)).toMatchObject({ status: 200, body: { revision: 1, claims: put.claims } })
    expect((await alice.put(path, put)).body.revision).toBe(1)
    const stale = await alice.put(path, { base: 0, claims: {} })
    expect([stale.status, stale.body.error.details.current.revision]).toEqual([409, 1])
    for (const [body, field] of [
      [{ selfAssessment: { 'no-such-part': 1 } }, 'selfAssessment.no-such-part'],
      [{ claims: { [record]: 'no-such-item' } }, `claims.${record}`],
      [{ claims: ['x'] }, 'claims'],
      [{ reviews: {} }, 'reviews'],
    ] as const) {
      const { status, body: answer } = await alice.put(path, body)
      expect([status, answer.error.field]).toEqual([400, field])
    }
    expect((await alice.get(`organisations/${society}/assessments/moon`)).status).toBe(404)
  })
})

describe('what everybody may read', () => {
  let server: TestServer
  let visitor: Person

  beforeAll(async () => {
    server = await startServer({ env: { XINGJI_DOCS: 'on' } })
    visitor = new Person(server, 'visitor')
  })
  afterAll(() => server?.stop())

  it('the catalog and the rubrics, fetched again only when they changed', async () => {
    const { body: list } = await visitor.get('rubrics')
    expect(list.rubrics.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['cast-2018', 'wuhan-party-led']),
    )
    for (const path of ['catalog', ...list.rubrics.map(({ id }: { id: string }) => `rubrics/${id}`)]) {
      const first = await visitor.get(path)
      expect([first.status, first.headers.get('etag')]).toEqual([200, `"${first.body.hash}"`])
      const again = await visitor.call('GET', path, undefined, { 'if-none-match': `"${first.body.hash}"` })
      expect([again.status, again.text]).toEqual([304, ''])
    }
    expect((await visitor.get('rubrics/moon')).body.error.code).toBe('rubricUnknown')
  })

  it('the health of the server', async () => {
    expect(await visitor.get('health')).toMatchObject({ status: 200, body: { status: 'ok' } })
  })

  it('the description of the API, with what each call takes', async () => {
    const page = await visitor.get('docs')
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('swagger')])
    const { body } = await visitor.get('docs-json')
    const put = body.paths['/api/organisations/{org}/records/{id}'].put
    expect(put.requestBody.content['application/json'].schema.required).toEqual(['base', 'record'])
    const feed = body.paths['/api/organisations/{org}/changes'].get
    expect(feed.parameters.map(({ name }: { name: string }) => name)).toEqual(['org', 'after', 'known', 'limit'])
    expect(Object.keys(body.paths)).toContain('/api/invitations/{code}/accept')
  })
})
