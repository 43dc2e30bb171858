import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as inFolder, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays, type Day } from '@xingji/shared'
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise'
import { loadLibrary } from '../../server/src/modules/catalog/library.js'
import { loadWorkdays } from '../../server/src/modules/notices/workdays.js'
import { createDatabase } from './database'
import { Expectation, type Followed } from './expected-notices'
import { MailStandIn } from './mail-stand-in'
import { join, newId, newSociety, Person } from './personas'
import { ServerProcess } from './server-process'
import { WechatStandIn } from './wechat-stand-in'

const rubricsFolder = process.env.XINGJI_RUBRICS ?? resolve(__dirname, '../../rubrics')
const followed = ['cast-2018', 'wuhan-party-led']
const processes = 3
/** Longest that a day's work may take, with restarts, on a busy machine. */
const patience = 60_000

export interface Simulation {
  days: number
  kills: number
  societies: number
  start: Day
}
export interface Outcome {
  kills: number
  /** What is there, and what must be, both sorted. */
  inbox: { found: string[]; expected: string[] }
  outbox: { found: string[]; expected: string[] }
  /** Messages WeChat delivered, and rows that say so or do not know. */
  wechat: { delivered: number; sent: number; uncertain: number; other: number }
  /** Different Message-IDs that arrived, and rows of the channel; all of them must say sent. */
  mail: { ids: number; rows: number; sent: number }
}

/**
 * Several server processes on one MySQL database live through simulated days while they are killed at random
 * (`kill -9`) in the middle of their work; now and then something is recorded.
 */
export async function liveAndKill({ days, kills, societies: count, start }: Simulation): Promise<Outcome> {
  const folder = mkdtempSync(inFolder(tmpdir(), 'xingji-clock-'))
  const clockFile = inFolder(folder, 'now')
  const setDay = (day: Day): void => {
    writeFileSync(`${clockFile}.next`, `${day}T02:00:00.000Z`)
    renameSync(`${clockFile}.next`, clockFile)
  }
  setDay(start)
  const database = await createDatabase('mysql')
  const wechat = await WechatStandIn.start()
  const mail = await MailStandIn.start()
  const env = {
    XINGJI_DATABASE_URL: database.databaseUrl!,
    XINGJI_SECRET: 'one-secret-for-all-the-processes-of-a-test',
    XINGJI_TEST_CLOCK: clockFile,
    XINGJI_JOBS_EVERY: '60',
    XINGJI_APP: inFolder(folder, 'no-app'),
    XINGJI_SESSION_DAYS: '5000',
    XINGJI_SIGN_INS_PER_MINUTE: '1000000',
    XINGJI_REQUESTS_PER_MINUTE: '1000000',
    XINGJI_DOCS: 'off',
    XINGJI_LOG: 'fatal',
    ...wechat.messageSettings,
    ...mail.settings,
  }
  const servers: ServerProcess[] = []
  const connection = await createConnection({ uri: database.databaseUrl! })
  try {
    const trial = new Trial(servers, connection, wechat, mail, setDay)
    // Nobody is told anything before everybody is there.
    const quiet = await ServerProcess.start({ ...env, XINGJI_JOBS: 'off' })
    const expectation = await trial.prepare(quiet.origin, count, start).finally(() => quiet.stop())
    servers.push(...(await Promise.all(Array.from({ length: processes }, () => ServerProcess.start(env)))))
    return await trial.run(expectation, { days, kills, start })
  } finally {
    await connection.end()
    await Promise.all(servers.map((server) => server.stop()))
    await wechat.stop()
    await mail.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}

class Trial {
  private readonly library = loadLibrary(rubricsFolder)
  private readonly workdays = loadWorkdays(rubricsFolder)
  private readonly restarts = new Map<number, Promise<void>>()
  private readonly tokens = new Map<string, string>()
  private readonly societies: Followed[] = []
  private killed = 0

  constructor(
    private readonly servers: readonly ServerProcess[],
    private readonly connection: Connection,
    private readonly wechat: WechatStandIn,
    private readonly mail: MailStandIn,
    private readonly setDay: (day: Day) => void,
  ) {}

  async run(expectation: Expectation, { days, kills, start }: Omit<Simulation, 'societies'>): Promise<Outcome> {
    for (let past = 0, day = start; past < days; past++, day = addDays(day, 1)) {
      const left = days - past
      const isKilling = Math.random() < (kills - this.killed) / left
      this.setDay(day)
      if (isKilling) await this.killSoon()
      expectation.look(day)
      await this.settle(expectation, day)
      if (past % 7 !== 3) continue
      await this.record(expectation, this.societies[past % this.societies.length]!, day, past)
      expectation.look(day)
      await this.settle(expectation, day)
    }
    await Promise.all(this.restarts.values())
    // Another day, so that what killed senders left is taken up; a third for what was tried then.
    for (const more of [0, 1]) {
      const day = addDays(start, days + more)
      this.setDay(day)
      expectation.look(day)
      await this.settle(expectation, day)
    }
    return this.outcome(expectation)
  }

  /** Societies and people, made through one server. */
  async prepare(url: string, count: number, start: Day): Promise<Expectation> {
    const leader = await this.signIn(url, 'leader')
    for (let index = 0; index < count; index++) {
      const secretary = await this.signIn(url, `secretary-${index}`)
      const organisation = await newSociety(secretary, '学会')
      await join(secretary, organisation, leader, 'leader')
      this.societies.push({ organisation, secretary: secretary.id!, leader: leader.id!, records: [] })
      await secretary.patch(`organisations/${organisation}`, { rubrics: followed })
    }
    const rubrics = followed.map((id) => this.library.rubric(id)!.value)
    const isWorkday = (day: Day): boolean => this.workdays.isWorkday(day)
    return new Expectation(this.societies, rubrics, this.library.catalog.value, isWorkday, start, '学会')
  }

  /** With mail on and more acceptances than there are days. */
  private async signIn(url: string, name: string): Promise<Person> {
    this.wechat.on(name, { openid: `o-${name}` })
    this.wechat.accept(`o-${name}`, 100_000)
    const { body } = await new Person({ url }, name).post('session/wechat', { code: name })
    const account = body.account.id as string
    this.tokens.set(account, body.token)
    await this.connection.query('INSERT INTO wechat_quota VALUES (?, ?, 100000, 0)', [account, this.wechat.template])
    await this.connection.query(
      "INSERT INTO preference (account, wechat, mail, mailAddress, mailTries, quietFrom, quietTo, workdaysOnly, version) VALUES (?, 1, 1, ?, 0, '21:00', '08:00', 1, 0)",
      [account, `${name}@example.org`],
    )
    return new Person({ url }, name, body.token, account)
  }

  /** Kills one of the processes in the middle of the day's work and starts it again; two may be down at once. */
  private async killSoon(): Promise<void> {
    while (this.restarts.size >= processes - 1) await Promise.race(this.restarts.values())
    const alive = this.servers.map((_, index) => index).filter((index) => !this.restarts.has(index))
    const index = alive[Math.floor(Math.random() * alive.length)]!
    this.killed++
    const restart = sleep(Math.random() * 120)
      .then(() => this.servers[index]!.restart('SIGKILL'))
      .finally(() => this.restarts.delete(index))
    this.restarts.set(index, restart)
  }

  /** Waits until everything that must be there is there and nothing is left to do. */
  private async settle(expectation: Expectation, day: Day): Promise<void> {
    const deadline = Date.now() + patience
    for (;;) {
      const [[row]] = await this.connection.query<(RowDataPacket & Record<string, number>)[]>(
        `SELECT (SELECT COUNT(*) FROM organisation WHERE turnsOn <= ?) AS turned, (SELECT COUNT(*) FROM inbox) AS inbox,
          (SELECT COUNT(*) FROM outbox) AS outbox, (SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND \`after\` <= ?) AS waiting`,
        [day, `${day}T02:00:00.000Z`],
      )
      const { turned, inbox, outbox, waiting } = row!
      if (turned === 0 && waiting === 0 && inbox === expectation.inbox.size && outbox === expectation.outbox.size)
        return
      if (Date.now() > deadline)
        throw new Error(
          `${day}: ${JSON.stringify(row)}, expected ${expectation.inbox.size} inbox entries and ${expectation.outbox.size} outbox rows`,
        )
      await sleep(15)
    }
  }

  /** Records something that makes, meets or misses a duty. */
  private async record(expectation: Expectation, society: Followed, day: Day, turn: number): Promise<void> {
    const year = Number(day.slice(0, 4))
    const filings = [{ to: 'association', on: day }]
    const kinds = [
      { kind: 'work-plan', year, party: true, filings },
      { kind: 'liaison-change', on: addDays(day, -24), title: '联系人变更' },
      { kind: 'work-summary', year: year - 1, party: turn % 2 === 0, filings },
      { kind: 'inspection', year: year - 1, on: day, result: 'pass' },
    ]
    const record = { id: newId(), ...kinds[Math.floor(turn / 7) % kinds.length] }
    expectation.add(society, record)
    const path = `organisations/${society.organisation}/records/${record.id}`
    // Whoever is killed on the way is asked again, or another one is: a repeated revision is the same revision.
    for (let attempt = 0; ; attempt++) {
      const server = this.servers[attempt % processes]!
      const person = new Person(
        { url: server.origin },
        'secretary',
        this.tokens.get(society.secretary),
        society.secretary,
      )
      const answer = await person.put(path, { base: 0, record }).catch(() => undefined)
      if (answer && answer.status < 300) return
      if (attempt > 200 || (answer && answer.status < 500)) throw new Error(answer?.text ?? 'nobody answers')
      await sleep(50)
    }
  }

  private async outcome(expectation: Expectation): Promise<Outcome> {
    const rows = async (sql: string): Promise<RowDataPacket[]> => (await this.connection.query<RowDataPacket[]>(sql))[0]
    const inbox = await rows("SELECT CONCAT_WS(' ', account, organisation, duty, due, moment, day) AS line FROM inbox")
    const outbox = await rows("SELECT CONCAT_WS(' ', account, channel, day) AS line, channel, state FROM outbox")
    const linesOf = (list: RowDataPacket[]): string[] => list.map(({ line }) => line as string).sort()
    const count = (channel: string, state?: string): number =>
      outbox.filter((row) => row.channel === channel && (state === undefined || row.state === state)).length
    const [sent, uncertain] = [count('wechat', 'sent'), count('wechat', 'uncertain')]
    return {
      kills: this.killed,
      inbox: { found: linesOf(inbox), expected: [...expectation.inbox].sort() },
      outbox: { found: linesOf(outbox), expected: [...expectation.outbox].sort() },
      wechat: { delivered: this.wechat.sent.length, sent, uncertain, other: count('wechat') - sent - uncertain },
      mail: {
        ids: new Set(this.mail.messages.map(({ id }) => id)).size,
        rows: count('mail'),
        sent: count('mail', 'sent'),
      },
    }
  }
}

/** What holds however often processes were killed: told once, nothing missing. */
export function expectToldOnce({ inbox, outbox, wechat, mail }: Outcome): void {
  expect(inbox.found).toEqual(inbox.expected)
  expect(outbox.found).toEqual(outbox.expected)
  // At most once: what was delivered is what rows say was sent, and perhaps some of what nobody knows.
  expect(wechat.other).toBe(0)
  expect(wechat.delivered).toBeGreaterThanOrEqual(wechat.sent)
  expect(wechat.delivered).toBeLessThanOrEqual(wechat.sent + wechat.uncertain)
  // At least once, under one Message-ID for each.
  expect(mail).toEqual({ ids: mail.rows, rows: mail.rows, sent: mail.rows })
}
