import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DataSource } from 'typeorm'
import { backup } from '../../server/src/backup/backup.js'
import { evidenceOf, manifestOf, tableFileOf } from '../../server/src/backup/manifest.js'
import { restore } from '../../server/src/backup/restore.js'
import { type Config, readConfig } from '../../server/src/platform/config.js'
import { connectionOptions } from '../../server/src/platform/database/connection.js'
import { createDatabase, type DatabaseKind, onEachDatabase } from '../support/database'
import { type Answer, newId, newSociety, type Person, sha256, signIn } from '../support/personas'
import { FakeClock, type ServerInProcess, startInProcess } from '../support/server-in-process'

const start = '2018-06-01T00:00:00Z'
const clock = new FakeClock(start)
const folders: string[] = []
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'xingji-backup-'))
  folders.push(folder)
  return folder
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })))

const configOf = async (kind: DatabaseKind): Promise<{ config: Config; drop: () => Promise<void> }> => {
  const { dataFolder, databaseUrl, drop } = await createDatabase(kind)
  const env = { XINGJI_DATA: dataFolder, ...(databaseUrl === undefined ? {} : { XINGJI_DATABASE_URL: databaseUrl }) }
  return { config: readConfig(env), drop }
}
const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.7\n${text}`)

/** A phone: knows its records by heart. */
class Phone {
  readonly records = new Map<string, { revision: number; record: Record<string, unknown>; file: Buffer }>()

  constructor(
    private person: Person,
    readonly society: string,
  ) {}

  async write(id = newId(), people = 7): Promise<string> {
    const base = this.records.get(id)?.revision ?? 0
    const file = pdf(`${id} 纪要`)
    const record = {
      id,
      kind: 'committee-meeting',
      on: '2018-03-05',
      people,
      evidence: [{ file: 'a.pdf', hash: sha256(file) }],
    }
    this.records.set(id, { revision: base + 1, record, file })
    const answer = await this.send(id, base)
    expect([200, 201]).toContain(answer.status)
    return id
  }

  async send(id: string, base: number): Promise<Answer> {
    const { record, file } = this.records.get(id)!
    const answer = await this.person.put(`organisations/${this.society}/records/${id}`, { base, record })
    for (const hash of answer.body.missingFiles ?? [])
      await this.person.call('PUT', `organisations/${this.society}/files/${hash}`, file, {
        'content-type': 'application/octet-stream',
      })
    return answer
  }

  changes(after = ''): Promise<Answer> {
    return this.person.get(`organisations/${this.society}/changes?limit=500&after=${after}`)
  }

  /** After the cursor was refused: compares everything and sends what the server does not have. */
  async compareWith(person: Person): Promise<string[]> {
    this.person = person
    const { body } = await this.changes()
    const there = new Map<string, number>(
      body.changes.map(({ id, revision }: { id: string; revision: number }) => [id, revision]),
    )
    const behind = [...this.records].filter(([id, { revision }]) => (there.get(id) ?? 0) < revision)
    for (const [id] of behind) expect((await this.send(id, there.get(id) ?? 0)).status).toBe(201)
    return behind.map(([id]) => id)
  }
}

onEachDatabase('a backup', (kind) => {
  let server: ServerInProcess
  let phone: Phone
  let alice: Person

  beforeAll(async () => {
    server = await startInProcess({}, start, kind)
    alice = await signIn(server, 'alice')
    phone = new Phone(alice, await newSociety(alice, '市土木建筑学会 𠮷😀'))
  })
  afterAll(() => server?.stop())

  it('restored onto an empty machine is what was; phones send what came later, and all is complete', async () => {
    const folder = newFolder()
    const phone = new Phone(alice, await newSociety(alice))
    const kept = await phone.write()
    const edited = await phone.write()
    const { cursor: early } = (await phone.changes()).body
    await backup(server.config, folder, clock)
    const late = await phone.write()
    await phone.write(edited, 8)
    const { cursor } = (await phone.changes()).body

    const other = await startInProcess({}, start, kind, (config) => restore(config, folder))
    try {
      const again = await signIn(other, 'alice')
      expect(again.id).toBe(alice.id)
      expect((await again.get('me')).body.memberships).toEqual((await alice.get('me')).body.memberships)
      const of = (path: string): Promise<Answer> => again.get(`organisations/${phone.society}/${path}`)
      expect((await of(`changes?after=${early}`)).status).toBe(200)
      expect(await of(`changes?after=${cursor}`)).toMatchObject({
        status: 409,
        body: { error: { code: 'cursorUnknown' } },
      })
      expect((await phone.compareWith(again)).sort()).toEqual([late, edited].sort())
      const { changes } = (await phone.changes()).body
      expect(
        changes.map((one: { id: string; revision: number; state: string }) => [one.id, one.revision, one.state]).sort(),
      ).toEqual(
        [
          [kept, 1, 'complete'],
          [edited, 2, 'complete'],
          [late, 1, 'complete'],
        ].sort(),
      )
      for (const { file } of phone.records.values()) {
        const { body } = await of(`files/${sha256(file)}/address`)
        expect(await (await fetch(`${other.url}${body.address}`)).text()).toBe(file.toString())
      }
    } finally {
      await other.stop()
    }
  })

  it('restored sends no WeChat message again that waited then, and still sends the mail', async () => {
    const folder = newFolder()
    const rows = (of: ServerInProcess): Promise<{ id: string; state: string }[]> =>
      of.app.get(DataSource).query('SELECT id, state FROM outbox ORDER BY id')
    await server.app.get(DataSource).query(
      `INSERT INTO outbox (id, account, channel, day, state, attempts, after, createdAt, version) VALUES
         ('a', 'x', 'wechat', '2018-06-01', 'waiting', 0, '', '', 0),
         ('b', 'x', 'wechat', '2018-05-01', 'sent', 1, '', '', 0),
         ('c', 'x', 'mail', '2018-06-01', 'waiting', 0, '', '', 0)`,
    )
    await backup(server.config, folder, clock)
    const other = await startInProcess({}, start, kind, (config) => restore(config, folder))
    try {
      expect(await rows(other)).toEqual([
        { id: 'a', state: 'uncertain' },
        { id: 'b', state: 'sent' },
        { id: 'c', state: 'waiting' },
      ])
    } finally {
      await server.app.get(DataSource).query('DELETE FROM outbox')
      await other.stop()
    }
  })

  it('is of one moment, while the server goes on writing', async () => {
    const folder = newFolder()
    let isOver = false
    const writing = Promise.all(
      Array.from({ length: 3 }, async () => {
        for (let times = 0; times < 15 && !isOver; times++) await phone.write()
      }),
    )
    await backup(server.config, folder, clock)
    isOver = true
    await writing
    const { config, drop } = await configOf(kind)
    await restore(config, folder)
    const source = await new DataSource(connectionOptions(config)).initialize()
    const [{ sequence }] = await source.query('SELECT SUM(sequence) AS sequence FROM organisation')
    const count = async (table: string): Promise<number> =>
      Number((await source.query(`SELECT COUNT(*) AS n FROM ${table}`))[0].n)
    // Every change of the organisation has its line in the journal, every record its revisions: nothing half done.
    expect(await count('journal')).toBe(Number(sequence))
    expect(await count('record')).toBe(await count('record_file'))
    await source.destroy()
    await drop()
  })

  it.each([...new Set<DatabaseKind>(['embedded', kind])])(
    'comes back the same on %s, and copies no file twice',
    async (to) => {
      const folder = newFolder()
      const { manifest } = await backup(server.config, folder, clock)
      expect(manifest.files.missing).toEqual([])
      const times = new Map(readdirSync(join(folder, 'files'), { recursive: true }).map((name) => [String(name), 0]))
      const { config, drop } = await configOf(to)
      await restore(config, folder)
      clock.pass(1)
      const second = await backup(config, folder, clock)
      expect(second.manifest.tables).toEqual(manifest.tables)
      expect(readdirSync(join(folder, 'files'), { recursive: true }).length).toBe(times.size)
      await drop()
    },
  )

  it('is refused where it would overwrite, when it is damaged or of a newer program, and leaves the target empty', async () => {
    const folder = newFolder()
    await phone.write()
    const { place, manifest } = await backup(server.config, folder, clock)
    const { config, drop } = await configOf(kind)
    const refused = (code: string, from = folder): Promise<void> =>
      expect(restore(config, from)).rejects.toMatchObject({ code })
    const whileChanged = async (
      file: string,
      change: (bytes: Buffer) => string | Buffer,
      code: string,
    ): Promise<void> => {
      const bytes = readFileSync(file)
      writeFileSync(file, change(bytes))
      await refused(code)
      writeFileSync(file, bytes)
    }
    await expect(restore(server.config, folder)).rejects.toMatchObject({ code: 'notEmpty' })
    await refused('nothingThere', newFolder())
    await expect(restore(config, folder, '2018-01-01T00-00-00Z')).rejects.toMatchObject({ code: 'nothingThere' })
    const edit = (part: object) => () => JSON.stringify({ ...manifest, ...part })
    await whileChanged(manifestOf(place), edit({ schema: [...manifest.schema, 'Later2700000000000'] }), 'tooNew')
    await whileChanged(manifestOf(place), edit({ format: 'xingji-backup/2' }), 'tooNew')
    await whileChanged(manifestOf(place), () => '{"format":', 'damaged')
    await whileChanged(manifestOf(place), edit({ tables: undefined }), 'damaged')
    await whileChanged(tableFileOf(place, 'record'), (bytes) => Buffer.from(bytes).fill(0, 30, 31), 'damaged')
    const more = manifest.tables.map((table) => (table.name === 'record' ? { ...table, rows: table.rows + 1 } : table))
    await whileChanged(manifestOf(place), edit({ tables: more }), 'damaged')
    const [, { file }] = [...phone.records].at(-1)!
    const evidence = evidenceOf(folder, phone.society, sha256(file))
    await whileChanged(evidence, () => 'x', 'damaged')
    // After all that the target is still empty.
    await restore(config, folder)
    await drop()
  })
})

describe('the command line', () => {
  const run = (args: string[], env: Record<string, string>): Promise<{ code: number; out: string; err: string }> =>
    new Promise((done) => {
      const program = resolve(__dirname, '../../server/bin/xingji.mjs')
      execFile(process.execPath, [program, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
        done({ code: error ? Number(error.code) : 0, out, err }),
      )
    })

  it('backs up, tells of a file that was lost, restores, and refuses in one sentence', async () => {
    const server = await startInProcess()
    const alice = await signIn(server, 'alice')
    const phone = new Phone(alice, await newSociety(alice))
    await phone.write()
    const lost = await phone.write()
    const hash = sha256(phone.records.get(lost)!.file)
    const { dataFolder } = server.config
    appendFileSync(join(dataFolder, 'files', phone.society, hash.slice(0, 2), hash), 'spoiled')
    const folder = newFolder()
    const saved = await run(['backup', folder], { XINGJI_DATA: dataFolder })
    expect(saved).toMatchObject({ code: 2, out: expect.stringContaining(`${phone.society}/${hash}`), err: '' })
    await server.stop()
    const target = { XINGJI_DATA: newFolder() }
    const restored = await run(['restore', folder, '--json'], target)
    expect([restored.code, restored.err]).toEqual([0, ''])
    expect(JSON.parse(restored.out)).toMatchObject({ format: 'xingji-backup/1', files: { count: 1 } })
    const again = await run(['restore', folder], target)
    expect([again.code, again.err.trim().split('\n').length]).toEqual([2, 1])
    expect(again.err).toContain('不是空的')
    expect(await run(['backup'], target)).toMatchObject({ code: 2, err: expect.stringContaining('请写一个文件夹') })
    expect(await run(['backup', folder], { XINGJI_DATA: newFolder() })).toMatchObject({ code: 2 })
  })
})
