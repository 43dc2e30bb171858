import { inboxOf, runJobs } from '../support/notices'
import { join, newId, newSociety, Person, signIn } from '../support/personas'
import { startInProcess, type ServerInProcess } from '../support/server-in-process'

describe('an organiser and a cycle', () => {
  let server: ServerInProcess
  let olga: Person
  const secretaries: Person[] = []
  const societies: string[] = []
  let cycle: { id: string; code: string }

  beforeAll(async () => {
    server = await startInProcess({ XINGJI_ORGANISERS: 'development:olga,development:oscar' }, '2018-09-03T02:00:00Z')
    olga = await signIn(server, 'olga')
    for (const name of ['甲学会', '乙学会', '丙学会']) {
      const secretary = await signIn(server, name)
      secretaries.push(secretary)
      societies.push(await newSociety(secretary, name))
    }
    const id = newId()
    const { status, body } = await olga.post('cycles', {
      id,
      title: '2018年党建引领专项',
      rubric: 'wuhan-party-led',
      settings: { due: { documents: '2018-09-10', inspection: '2018-10-31' } },
    })
    expect(status).toBe(201)
    cycle = body
    for (const at of [0, 1]) expect((await enter(at, cycle.code)).status).toBe(200)
  })
  afterAll(() => server?.stop())

  const enter = (at: number, code: string) => secretaries[at]!.post(`organisations/${societies[at]}/cycles`, { code })
  const standings = async () => (await olga.get(`cycles/${cycle.id}/standings`)).body
  const file = async (at: number, kind: string, year: number): Promise<void> => {
    const id = newId()
    const record = {
      id,
      kind,
      year,
      party: true,
      title: '机密标题',
      filings: [{ to: 'association', on: '2018-09-03' }],
    }
    const path = `organisations/${societies[at]}/records/${id}`
    expect((await secretaries[at]!.put(path, { base: 0, record })).status).toBe(201)
  }

  it('is for organisers only, and each sees only their own', async () => {
    for (const path of ['cycles', `cycles/${cycle.id}/standings`])
      expect((await secretaries[0]!.get(path)).body.error.code).toBe('organisersOnly')
    const oscar = await signIn(server, 'oscar')
    expect((await oscar.get('cycles')).body).toEqual({ cycles: [] })
    expect((await oscar.get(`cycles/${cycle.id}/standings`)).body.error.code).toBe('cycleUnknown')
    expect((await oscar.put(`cycles/${cycle.id}`, { title: 'x' })).status).toBe(404)
    expect((await enter(2, 'WRONGCODE')).body.error.code).toBe('cycleUnknown')
  })

  it('refuses settings the rubric does not know', async () => {
    const bad = await olga.post('cycles', {
      id: newId(),
      title: 'x',
      rubric: 'wuhan-party-led',
      settings: { due: { nothing: '2018-09-10' } },
    })
    expect([bad.status, bad.body.error.code]).toEqual([400, 'unknownKey'])
    expect((await olga.post('cycles', { id: newId(), title: 'x', rubric: 'none' })).status).toBe(404)
  })

  it('shows which duty is in which state for those that joined, by name, and nothing of their records', async () => {
    await file(0, 'work-plan', 2018)
    const { text, body } = await olga.get(`cycles/${cycle.id}/standings`)
    expect(
      body.organisations.map(({ organisation }: { organisation: { name: string } }) => organisation.name).sort(),
    ).toEqual(['乙学会', '甲学会'])
    const statesOf = (name: string): Record<string, string> => {
      const one = body.organisations.find(
        ({ organisation }: { organisation: { name: string } }) => organisation.name === name,
      )
      return Object.fromEntries(
        one.duties.map(({ title, status }: { title: string; status: string }) => [title, status]),
      )
    }
    expect(statesOf('甲学会')).toMatchObject({ 报送本年度工作计划: 'done', 报送上年度工作总结: 'dueSoon' })
    expect(statesOf('乙学会')).toMatchObject({ 报送本年度工作计划: 'dueSoon' })
    expect(text).not.toMatch(/机密标题|record|stake|points/)
    const page = await olga.get(`cycles/${cycle.id}/standings?limit=1`)
    expect(page.body.organisations).toHaveLength(1)
    const next = await olga.get(`cycles/${cycle.id}/standings?limit=1&after=${page.body.after}`)
    expect(next.body.after).toBeUndefined()
  })

  it('sets the due days of those that joined: they are reminded by them', async () => {
    await runJobs(server)
    const mine = (await inboxOf(secretaries[1]!)).filter(({ due }) => due === '2018-09-10')
    expect(mine.map(({ moment }) => moment)).toEqual(mine.map(() => 'week'))
    expect(mine.length).toBeGreaterThanOrEqual(2)
    expect((await inboxOf(secretaries[2]!)).filter(({ due }) => due === '2018-09-10')).toEqual([])
  })

  it('comes to its members with the organisation, and their scores go by it unless a period is asked for', async () => {
    const window = { from: '2018-07-01', to: '2019-06-30' }
    const other = await olga.post('cycles', {
      id: newId(),
      title: '学会评价',
      rubric: 'cast-2018',
      settings: { window },
    })
    const person = secretaries[2]!
    const path = `organisations/${societies[2]}`
    const own = (await person.get(path)).body
    expect([own.since, own.cycles]).toEqual(['2018-09-03', []])
    expect((await enter(2, other.body.code)).status).toBe(200)
    const joined = { id: other.body.id, title: '学会评价', rubric: 'cast-2018', settings: { window } }
    expect((await person.get(path)).body.cycles).toMatchObject([joined])
    expect((await person.put(`${path}/profile`, { name: '丙学会' })).body.cycles).toMatchObject([joined])
    const windowOf = async (query: string) => (await person.get(`${path}/scorecard?${query}`)).body.cycle.window
    expect(await windowOf('rubric=cast-2018')).toEqual(window)
    expect(await windowOf('rubric=wuhan-party-led')).toEqual({ from: '2018-01-01', to: '2018-12-31' })
    const asked = { from: '2017-01-01', to: '2017-12-31' }
    expect(await windowOf(`rubric=cast-2018&from=${asked.from}&to=${asked.to}`)).toEqual(asked)
    expect((await person.delete(`${path}/cycles/${other.body.id}`)).status).toBe(204)
    expect(await windowOf('rubric=cast-2018')).toEqual({ from: '2018-01-01', to: '2018-12-31' })
  })

  it('previews word for word who gets what, sends exactly that, once, and each duty at most once a day', async () => {
    const { body: duties } = await olga.get(`cycles/${cycle.id}/standings`)
    const key = duties.organisations
      .flatMap((one: { duties: { key: string; title: string }[] }) => one.duties)
      .find(({ title }: { title: string }) => title === '报送本年度工作计划').key
    const about = { duties: [key], text: '请本周内报来' }
    const preview = (await olga.post(`cycles/${cycle.id}/reminders/preview`, about)).body
    expect(preview).toEqual({
      preview: expect.stringMatching(/^[0-9a-f]{64}$/),
      people: 1,
      organisations: [
        {
          organisation: { id: societies[1], name: '乙学会' },
          people: 1,
          channels: { wechat: 0, mail: 0 },
          messages: [
            {
              title: '报送本年度工作计划',
              body: '组织方提醒：请本周内报来（还有 7 天，9月10日截止；关系到申报资格、1 分。）',
            },
          ],
        },
      ],
    })
    const path = `cycles/${cycle.id}/reminders`
    // The work plan is soon due: whoever asks for what is overdue alone reaches nobody.
    expect((await olga.post(`${path}/preview`, { ...about, states: ['overdue'] })).body.organisations).toEqual([])
    expect((await olga.post(`${path}/preview`, { ...about, states: ['dueSoon'] })).body).toEqual(preview)
    expect((await olga.post(`${path}/preview`, { states: ['done'] })).body.error.code).toBe('unknownOption')
    const id = newId()
    expect((await olga.post(path, { id, preview: '0'.repeat(64), ...about })).body.error.code).toBe('previewChanged')
    const sent = await olga.post(path, { id, preview: preview.preview, ...about })
    expect([sent.status, sent.body.people]).toEqual([200, 1])
    expect((await olga.post(path, { id, preview: preview.preview, ...about })).body).toEqual(sent.body)
    const said = (person: Person) =>
      inboxOf(person).then((all) => all.filter(({ body }) => body.startsWith('组织方提醒')))
    expect((await said(secretaries[1]!)).map(({ body }) => body)).toEqual([preview.organisations[0].messages[0].body])
    expect([await said(secretaries[0]!), await said(secretaries[2]!)]).toEqual([[], []])
    expect((await olga.post(`${path}/preview`, about)).body).toMatchObject({ people: 0, organisations: [] })
    expect((await olga.get(path)).body.reminders).toEqual([sent.body])
  })

  it('moves a due day for everybody at once; who leaves is seen no more', async () => {
    const settings = { due: { documents: '2018-12-20' } }
    expect((await olga.put(`cycles/${cycle.id}`, { settings })).status).toBe(200)
    const { duties } = (await secretaries[1]!.get(`organisations/${societies[1]}/duties`)).body
    expect(duties.find(({ title }: { title: string }) => title === '报送本年度工作计划').due).toBe('2018-12-20')
    expect((await secretaries[1]!.get(`organisations/${societies[1]}/cycles`)).body.cycles).toMatchObject([
      { id: cycle.id, settings },
    ])
    expect((await secretaries[1]!.delete(`organisations/${societies[1]}/cycles/${cycle.id}`)).status).toBe(204)
    expect((await standings()).organisations).toHaveLength(1)
  })

  it('lets only who may write join', async () => {
    const viewer = await signIn(server, 'vera')
    await join(secretaries[2]!, societies[2]!, viewer, 'viewer')
    expect((await viewer.post(`organisations/${societies[2]}/cycles`, { code: cycle.code })).status).toBe(403)
  })
})
