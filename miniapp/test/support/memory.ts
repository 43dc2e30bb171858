import { createHash } from 'node:crypto'
import { StorageFull } from '../../src/platform/ports'
import type { FileStore, HttpAnswer, HttpRequest, Keepsake, TextStore, UploadTarget } from '../../src/platform/ports'

/** A store that can be looked into, and told to fail. */
export class MemoryStore implements TextStore {
  readonly supported = true
  readonly texts = new Map<string, string>()
  failing = false

  readAll(prefix: string): Promise<Map<string, string>> {
    return Promise.resolve(new Map([...this.texts].filter(([key]) => key.startsWith(prefix))))
  }
  read(key: string): Promise<string | undefined> {
    return Promise.resolve(this.texts.get(key))
  }
  write(key: string, text: string): Promise<void> {
    if (this.failing) return Promise.reject(new Error('storage full'))
    this.texts.set(key, text)
    return Promise.resolve()
  }
  remove(key: string): Promise<void> {
    this.texts.delete(key)
    return Promise.resolve()
  }
}

/** The small text apart from the store. */
export class MemoryKeepsake implements Keepsake {
  text: string | undefined
  failing = false

  read(): Promise<string | undefined> {
    return this.failing ? Promise.reject(new Error('refused')) : Promise.resolve(this.text)
  }
  write(text: string): Promise<void> {
    if (this.failing) return Promise.reject(new Error('refused'))
    this.text = text
    return Promise.resolve()
  }
}

/** Files that can be looked into, with as much room as the test gives; uploads go to the small server. */
export class MemoryFiles implements FileStore {
  readonly supported = true
  readonly kept = new Map<string, Uint8Array>()
  capacity?: number
  /** Bytes the device has; undefined is no end. */
  room?: number

  constructor(private readonly server: SmallServer) {}

  keys(prefix: string): Promise<string[]> {
    return Promise.resolve([...this.kept.keys()].filter((key) => key.startsWith(prefix)))
  }
  read(key: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.kept.get(key))
  }
  write(key: string, bytes: Uint8Array): Promise<void> {
    const used = [...this.kept.values()].reduce((sum, { length }) => sum + length, 0)
    if (this.room !== undefined && used + bytes.length > this.room) return Promise.reject(new StorageFull())
    this.kept.set(key, bytes)
    return Promise.resolve()
  }
  remove(key: string): Promise<void> {
    this.kept.delete(key)
    return Promise.resolve()
  }
  upload(key: string, { url, headers, onProgress }: UploadTarget): Promise<HttpAnswer> {
    const bytes = this.kept.get(key)
    if (!bytes) return Promise.reject(new Error('no file'))
    onProgress(0.5)
    return this.server.receive({ method: 'PUT', url, headers }, bytes)
  }
  address(key: string): Promise<{ url: string; release: () => void } | undefined> {
    return Promise.resolve(this.kept.has(key) ? { url: `memory:${key}`, release: () => undefined } : undefined)
  }
}

/** A clock that stands until it is moved; what waits runs by hand. */
export class HandClock {
  waiting: { milliseconds: number; callback: () => void }[] = []
  constructor(public time = Date.UTC(2026, 10, 20, 2)) {}
  now = (): number => this.time
  after = (milliseconds: number, callback: () => void): void => {
    this.waiting.push({ milliseconds, callback })
  }
  /** Runs everything that waits. */
  ring(): void {
    const due = this.waiting
    this.waiting = []
    for (const one of due) one.callback()
  }
}

interface Held {
  revision: number
  deleted: boolean
  record: Record<string, unknown> | null
}

/** A server of one organisation that keeps the contract of records and changes, with faults on demand. */
export class SmallServer {
  readonly held = new Map<string, Held>()
  private log: string[] = []
  readonly requests: HttpRequest[] = []
  /** Hashes of the files it has. */
  readonly files = new Set<string>()
  /** What happens to the next requests: lost before the server acts, or the answer lost after it acted. */
  faults: ('before' | 'after')[] = []
  reachable = true
  /** Its clock, where its answers tell the time. */
  now?: () => number
  /** Who signs in. */
  person = { id: 'wang', name: '王秘书' }
  /** What it says of the organisation. */
  profile?: Record<string, unknown>
  /** The cycle behind its only code, `CODE`. */
  cycle?: Record<string, unknown>
  /** Answers every write with this refusal. */
  refusal?: { status: number; code: string; message: string }
  /** Answers every file with this refusal. */
  fileRefusal?: { status: number; code: string; message: string }

  send = (request: HttpRequest): Promise<HttpAnswer> => {
    this.requests.push(request)
    const fault = this.faults.shift()
    if (!this.reachable || fault === 'before') return Promise.reject(new Error('network'))
    const answer = { ...this.answer(request), ...(this.now && { at: this.now() }) }
    return fault === 'after' ? Promise.reject(new Error('network')) : Promise.resolve(answer)
  }

  /** A file's bytes arrive. */
  receive = (request: HttpRequest, bytes: Uint8Array): Promise<HttpAnswer> => {
    this.requests.push(request)
    const fault = this.faults.shift()
    if (!this.reachable || fault === 'before') return Promise.reject(new Error('network'))
    const answer = this.take(new URL(request.url).pathname.split('/').pop() ?? '', bytes)
    return fault === 'after' ? Promise.reject(new Error('network')) : Promise.resolve(answer)
  }

  private take(hash: string, bytes: Uint8Array): HttpAnswer {
    if (this.fileRefusal) {
      const { status, code, message } = this.fileRefusal
      return { status, body: JSON.stringify({ error: { code, message } }) }
    }
    if (createHash('sha256').update(bytes).digest('hex') !== hash)
      return { status: 400, body: JSON.stringify({ error: { code: 'hashMismatch', message: '摘要不一致' } }) }
    const waiting = [...this.held.keys()].filter((id) => this.missing(id).includes(hash))
    this.files.add(hash)
    const completed = waiting.filter((id) => this.missing(id).length === 0)
    this.log.push(...completed)
    return ok({ hash, size: bytes.length, type: 'image/jpeg', completed })
  }

  /** Hashes a record names whose bytes have not come. */
  private missing(id: string): string[] {
    const evidence = (this.held.get(id)?.record?.evidence ?? []) as { hash?: string }[]
    return evidence.flatMap(({ hash }) => (hash === undefined || this.files.has(hash) ? [] : [hash]))
  }

  private view(id: string): object {
    const missingFiles = this.missing(id)
    return { id, ...this.held.get(id), state: missingFiles.length > 0 ? 'accepted' : 'complete', missingFiles }
  }

  /** Another phone's edit. */
  edit(id: string, record: Record<string, unknown> | null): void {
    const revision = (this.held.get(id)?.revision ?? 0) + 1
    this.held.set(id, { revision, deleted: record === null, record })
    this.log.push(id)
  }

  private answer({ method, url, body }: HttpRequest): HttpAnswer {
    const { pathname, searchParams } = new URL(url)
    if (pathname === '/api/session/development') {
      return ok({ token: 'token', expiresAt: '', account: this.person })
    }
    if (pathname === '/api/me') return ok({ account: this.person, memberships: [], day: '2026-11-20' })
    if (pathname === '/api/organisations' && method === 'POST') return ok(JSON.parse(body ?? '{}'))
    if (this.profile && method === 'DELETE' && pathname.includes('/cycles/')) {
      const left = pathname.split('/').pop()
      const cycles = (this.profile.cycles as { id: string }[]).filter(({ id }) => id !== left)
      this.profile = { ...this.profile, cycles }
      return { status: 204, body: '' }
    }
    if (this.cycle && pathname.endsWith('/cycles') && method === 'POST')
      return body === '{"code":"CODE"}'
        ? ok(this.cycle)
        : { status: 404, body: '{"error":{"code":"cycleUnknown","message":"没有这个加入码。"}}' }
    if (this.profile && /^\/api\/organisations\/[^/]+$/.test(pathname)) return ok(this.profile)
    const record = /\/records\/([^/]+)$/.exec(pathname)?.[1]
    if (record && this.refusal) {
      const { status, code, message } = this.refusal
      return { status, body: JSON.stringify({ error: { code, message } }) }
    }
    if (record && method === 'PUT')
      return this.write(record, JSON.parse(body ?? '{}') as { base: number; record: object })
    if (record && method === 'GET')
      return this.held.has(record)
        ? ok(this.view(record))
        : { status: 404, body: '{"error":{"code":"x","message":"无"}}' }
    if (record && method === 'DELETE')
      return this.write(record, { base: Number(searchParams.get('base')), record: null })
    if (pathname.endsWith('/changes')) return this.changes(searchParams.get('after') ?? '')
    return { status: 404, body: JSON.stringify({ error: { code: 'routeUnknown', message: '没有这个接口。' } }) }
  }

  private write(id: string, { base, record }: { base: number; record: object | null }): HttpAnswer {
    const present = this.held.get(id)
    const same = present && JSON.stringify(present.record) === JSON.stringify(record)
    if (present && same && present.revision === base + 1)
      return ok({ id, revision: present.revision, missingFiles: this.missing(id) })
    if ((present?.revision ?? 0) !== base) {
      const current = present ? this.view(id) : null
      return {
        status: 409,
        body: JSON.stringify({ error: { code: 'conflict', message: '改过了', details: { current } } }),
      }
    }
    this.edit(id, record as Record<string, unknown> | null)
    return ok({ id, revision: base + 1, missingFiles: this.missing(id) })
  }

  private changes(after: string): HttpAnswer {
    const from = Number(after || 0)
    if (from > this.log.length) {
      return { status: 409, body: JSON.stringify({ error: { code: 'cursorUnknown', message: '位置对不上' } }) }
    }
    const ids = [...new Set(this.log.slice(from))]
    const changes = ids.map((id) => this.view(id))
    return ok({ cursor: String(this.log.length), more: false, changes })
  }

  /** Goes back to an empty database, as after a lost disk. */
  forget(): void {
    this.held.clear()
    this.files.clear()
    this.log = []
  }
}

const ok = (value: unknown): HttpAnswer => ({ status: 200, body: JSON.stringify(value) })
