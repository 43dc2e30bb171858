import { resolve } from 'node:path'
import { readLedger, score, serialiseScorecard } from '@xingji/shared'
import { DataSource } from 'typeorm'
import { loadLibrary } from '../../server/src/modules/catalog/library.js'
import { connectionOptions } from '../../server/src/platform/database/connection.js'
import { onEachDatabase } from '../support/database'
import { newId, newSociety, type Person, signIn } from '../support/personas'
import { type ServerInProcess, startInProcess } from '../support/server-in-process'

const library = loadLibrary(process.env.XINGJI_RUBRICS ?? resolve(__dirname, '../../rubrics'))
const rubric = 'cast-2018'
const days = ['2018-03-01', '2018-06-30', '2018-12-31', '2019-06-30']
const secret = { XINGJI_SECRET: 'the same for both of these servers' }

/** Numbers that are the same in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((state / 2 ** 31) * below)
  }
}

onEachDatabase('scorecards of two servers on one database', (kind) => {
  let servers: ServerInProcess[]
  let people: Person[]
  let society: string

  beforeAll(async () => {
    const one = await startInProcess(secret, undefined, kind)
    const { dataFolder, databaseUrl } = one.config
    const same = { ...secret, XINGJI_DATA: dataFolder, ...(databaseUrl ? { XINGJI_DATABASE_URL: databaseUrl } : {}) }
    const two = await startInProcess(same)
    servers = [two, one]
    people = [await signIn(one, 'alice'), await signIn(two, 'alice')]
    society = await newSociety(people[0]!)
  })
  afterAll(async () => {
    for (const server of servers ?? []) await server.stop()
  })

  const cardOf = async (by: Person, asOf: string): Promise<string> => {
    const query = `rubric=${rubric}&asOf=${asOf}&from=2018-01-01&to=2018-12-31`
    return (await by.get(`organisations/${society}/scorecard?${query}`)).text
  }
  /** The same from nothing but what the API says the records are. */
  const expected = async (asOf: string): Promise<string> => {
    const [alice] = people as [Person]
    const profile = (await alice.get(`organisations/${society}`)).body
    const assessment = (await alice.get(`organisations/${society}/assessments/${rubric}`)).body
    const { changes } = (await alice.get(`organisations/${society}/changes?limit=500`)).body
    const records = changes.flatMap((one: { record: unknown }) => (one.record ? [one.record] : []))
    const facts = { name: profile.name, code: profile.code, ...profile.society }
    const ledger = readLedger({ society: facts, records }, library.catalog.value)
    if (!ledger.ok) throw new Error(ledger.problems[0]?.message)
    const card = score({
      rubric: library.rubric(rubric)!.value,
      catalog: library.catalog.value,
      asOf,
      cycle: { window: { from: '2018-01-01', to: '2018-12-31' } },
      society: ledger.value.society,
      records: ledger.value.records,
      selfAssessment: assessment.selfAssessment,
      claims: assessment.claims,
    })
    return serialiseScorecard(card)
  }

  it('are those of all records, whoever wrote them and whoever is asked', async () => {
    const next = sequence(2018)
    const known: { id: string; revision: number }[] = []
    const kinds = ['committee-meeting', 'full-report', 'journal']
    const write = async (by: Person): Promise<void> => {
      const what = next(10)
      const path = `organisations/${society}`
      if (what === 0) await by.put(`${path}/profile`, { name: `学会 ${next(100)}`, society: { founded: '1989-05-18' } })
      else if (what === 1) {
        const { revision } = (await by.get(`${path}/assessments/${rubric}`)).body
        await by.put(`${path}/assessments/${rubric}`, { base: revision, selfAssessment: {}, claims: {} })
      } else if (what <= 3 && known.length > 0) {
        const [one] = known.splice(next(known.length), 1) as [{ id: string; revision: number }]
        expect((await by.delete(`${path}/records/${one.id}?base=${one.revision}`)).status).toBe(200)
      } else {
        const edited = what <= 5 && known.length > 0 ? known[next(known.length)]! : undefined
        const one = edited ?? { id: newId(), revision: 0 }
        const kindOf = kinds[next(2)]
        const day = `2018-0${1 + next(9)}-1${next(10)}`
        const record =
          kindOf === 'full-report'
            ? { id: one.id, kind: kindOf, year: 2018, on: day }
            : { id: one.id, kind: kindOf, on: day, people: next(50) }
        expect((await by.put(`${path}/records/${one.id}`, { base: one.revision, record })).status).toBe(201)
        one.revision++
        if (!edited) known.push(one)
      }
    }
    for (let round = 0; round < 12; round++) {
      for (let times = next(4); times >= 0; times--) await write(people[next(2)]!)
      const asOf = days[next(days.length)]!
      const card = await expected(asOf)
      for (const by of people) expect({ round, card: await cardOf(by, asOf) }).toEqual({ round, card })
    }
  })

  it('do not mix what several write and ask at once', async () => {
    const path = `organisations/${society}/records`
    const one = async (by: Person): Promise<void> => {
      const id = newId()
      await by.put(`${path}/${id}`, { base: 0, record: { id, kind: 'committee-meeting', on: '2018-05-05', people: 9 } })
      await Promise.all(people.map((person) => cardOf(person, '2018-12-31')))
    }
    await Promise.all(Array.from({ length: 6 }, (_, i) => one(people[i % 2]!)))
    const card = await expected('2018-12-31')
    for (const by of people) expect(await cardOf(by, '2018-12-31')).toBe(card)
  })

  it('are of the restored records when a database was put back under a running server', async () => {
    await cardOf(people[0]!, '2018-12-31')
    const source = await new DataSource(connectionOptions(servers[1]!.config)).initialize()
    // The same number of changes with another past, in which one record never was.
    const [{ id }] = await source.query(`SELECT id FROM record WHERE deleted = 0 LIMIT 1`)
    await source.query(`DELETE FROM record WHERE id = '${id}'`)
    const other = 'f'.repeat(64)
    await source.query(`UPDATE journal SET chain = '${other}'`)
    await source.query(`UPDATE organisation SET head = '${other}'`)
    await source.destroy()
    const card = await expected('2018-12-31')
    for (const by of people) expect(await cardOf(by, '2018-12-31')).toBe(card)
  })
})
