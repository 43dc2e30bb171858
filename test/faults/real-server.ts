import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { filesOf } from '../../miniapp/src/data/entry-files'
import type { HttpAnswer, HttpRequest } from '../../miniapp/src/platform/ports'
import type { Sent } from './ports'
import { Settings } from '../../server/src/platform/settings.js'
import { newCreditCode, newId } from '../support/personas'
import { startInProcess, type FakeClock, type ServerInProcess } from '../support/server-in-process'

/** A revision the server holds. */
export interface HeldRevision {
  id: string
  revision: number
  deleted: boolean
  title: string
  /** Hashes of the files it names. */
  files: string[]
  /** Id of the account it is by. */
  account: string
}

interface Row {
  record: string
  revision: number
  deleted: number
  content: string
  account: string
}

/** The real server on its real embedded database, in this process; requests go in without a socket. */
export class RealServer {
  private backups = 0

  private constructor(private readonly server: ServerInProcess) {}

  static async start(): Promise<RealServer> {
    return new RealServer(await startInProcess({ XINGJI_SESSION_DAYS: '30' }, '2026-03-05T01:00:00Z'))
  }

  get clock(): FakeClock {
    return this.server.clock
  }

  async handle({ method, url, headers, body, bytes }: Sent): Promise<HttpAnswer> {
    const fastify = this.server.app.getHttpAdapter().getInstance() as unknown as {
      inject(options: object): Promise<{ statusCode: number; body: string }>
    }
    const path = url.replace(/^https?:\/\/[^/]+/, '')
    const answer = await fastify.inject({
      method,
      url: path,
      headers,
      ...((bytes ?? body) !== undefined && { payload: bytes ? Buffer.from(bytes) : body }),
    })
    return { status: answer.statusCode, body: answer.body }
  }

  /** All revisions of an organisation as they lie in the database. */
  async revisions(organisation: string): Promise<HeldRevision[]> {
    const rows: Row[] = await this.source.query(
      'SELECT record, revision, deleted, content, account FROM revision WHERE organisation = ? ORDER BY record, revision',
      [organisation],
    )
    return rows.map(({ record, revision, deleted, content, account }) => {
      const held = JSON.parse(content) as { title: string }
      return {
        id: record,
        revision,
        deleted: Boolean(deleted),
        title: held.title,
        files: filesOf({ ...held }),
        account,
      }
    })
  }

  /** Hashes of the files an organisation has, as the database says. */
  async files(organisation: string): Promise<Set<string>> {
    const rows: { hash: string }[] = await this.source.query('SELECT hash FROM file WHERE organisation = ?', [
      organisation,
    ])
    return new Set(rows.map(({ hash }) => hash))
  }

  /** Are the bytes of a file there, and are they its own? */
  hasBytes(organisation: string, hash: string): boolean {
    const place = join(this.filesFolder, organisation, hash.slice(0, 2), hash)
    return existsSync(place) && createHash('sha256').update(readFileSync(place)).digest('hex') === hash
  }

  /** A copy of the database and the files as they are now. */
  async backup(): Promise<string> {
    const copy = join(this.folder, `backup-${this.backups++}.db`)
    await this.source.query('VACUUM INTO ?', [copy])
    if (existsSync(this.filesFolder)) cpSync(this.filesFolder, `${copy}-files`, { recursive: true })
    return copy
  }

  /** The server ends and starts on the copy: what came after it never happened. */
  async restore(copy: string): Promise<void> {
    const file = join(this.folder, 'xingji.db')
    await this.source.destroy()
    for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true })
    copyFileSync(copy, file)
    rmSync(this.filesFolder, { recursive: true, force: true })
    if (existsSync(`${copy}-files`)) cpSync(`${copy}-files`, this.filesFolder, { recursive: true })
    await this.source.initialize()
  }

  forget(copy: string): void {
    rmSync(copy, { force: true })
    rmSync(`${copy}-files`, { recursive: true, force: true })
  }

  stop(): Promise<void> {
    return this.server.stop()
  }

  private get source(): DataSource {
    return this.server.app.get(DataSource)
  }
  private get folder(): string {
    return this.server.app.get(Settings).config.dataFolder
  }
  private get filesFolder(): string {
    return join(this.folder, 'files')
  }
}

/** Somebody who calls the API without an app. */
export class Caller {
  private constructor(
    private readonly server: RealServer,
    readonly name: string,
    readonly id: string,
    private token: string,
  ) {}

  static async signIn(server: RealServer, name: string): Promise<Caller> {
    const { token, account } = await signInAt(server, name)
    return new Caller(server, name, account.id, token)
  }

  /** Again, when the session may have expired. */
  async signInAgain(): Promise<void> {
    this.token = (await signInAt(this.server, this.name)).token
  }

  async call<T = unknown>(
    method: HttpRequest['method'],
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }> {
    const answer = await this.server.handle({
      method,
      url: `/api/${path}`,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (answer.body ? JSON.parse(answer.body) : undefined) as T }
  }

  async claim(name: string): Promise<{ id: string; name: string; code: string }> {
    const society = { id: newId(), name, code: newCreditCode() }
    const { status } = await this.call('POST', 'organisations', society)
    if (status !== 201) throw new Error(`the claim was refused: ${status}`)
    return society
  }

  /** Lets somebody in as a secretary. */
  async admit(organisation: string, other: Caller): Promise<void> {
    const { body } = await this.call<{ code: string }>('POST', `organisations/${organisation}/invitations`, {
      role: 'secretary',
    })
    await other.signInAgain()
    await other.call('POST', `invitations/${body.code}/accept`)
  }

  async dismiss(organisation: string, other: Caller): Promise<void> {
    await this.call('DELETE', `organisations/${organisation}/members/${other.id}`)
  }
}

async function signInAt(server: RealServer, name: string): Promise<{ token: string; account: { id: string } }> {
  const { status, body } = await server.handle({
    method: 'POST',
    url: '/api/session/development',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  })
  if (status !== 201) throw new Error(`${name} could not sign in: ${status} ${body}`)
  return JSON.parse(body) as { token: string; account: { id: string } }
}
