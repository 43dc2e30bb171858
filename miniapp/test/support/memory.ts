import type { HttpAnswer, HttpRequest, TextStore } from '../../src/platform/ports'

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
  /** What happens to the next requests: lost before the server acts, or the answer lost after it acted. */
  faults: ('before' | 'after')[] = []
  reachable = true
  /** Who signs in. */
  person = { id: 'wang', name: '王秘书' }
  /** Answers every write with this refusal. */
  refusal?: { status: number; code: string; message: string }

  send = (request: HttpRequest): Promise<HttpAnswer> => {
    this.requests.push(request)
    const fault = this.faults.shift()
    if (!this.reachable || fault === 'before') return Promise.reject(new Error('network'))
    const answer = this.answer(request)
    return fault === 'after' ? Promise.reject(new Error('network')) : Promise.resolve(answer)
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
    const record = /\/records\/([^/]+)$/.exec(pathname)?.[1]
    if (record && this.refusal) {
      const { status, code, message } = this.refusal
      return { status, body: JSON.stringify({ error: { code, message } }) }
    }
    if (record && method === 'PUT')
      return this.write(record, JSON.parse(body ?? '{}') as { base: number; record: object })
    if (record && method === 'DELETE')
      return this.write(record, { base: Number(searchParams.get('base')), record: null })
    if (pathname.endsWith('/changes')) return this.changes(searchParams.get('after') ?? '')
    return { status: 404, body: JSON.stringify({ error: { code: 'routeUnknown', message: '没有这个接口。' } }) }
  }

  private write(id: string, { base, record }: { base: number; record: object | null }): HttpAnswer {
    const present = this.held.get(id)
    const same = present && JSON.stringify(present.record) === JSON.stringify(record)
    if (present && same && present.revision === base + 1)
      return ok({ id, revision: present.revision, missingFiles: [] })
    if ((present?.revision ?? 0) !== base) {
      const current = present ? { id, ...present } : null
      return {
        status: 409,
        body: JSON.stringify({ error: { code: 'conflict', message: '改过了', details: { current } } }),
      }
    }
    this.edit(id, record as Record<string, unknown> | null)
    return ok({ id, revision: base + 1, state: 'complete', missingFiles: [] })
  }

  private changes(after: string): HttpAnswer {
    const from = Number(after || 0)
    if (from > this.log.length) {
      return { status: 409, body: JSON.stringify({ error: { code: 'cursorUnknown', message: '位置对不上' } }) }
    }
    const ids = [...new Set(this.log.slice(from))]
    const changes = ids.map((id) => ({ id, ...this.held.get(id)! }))
    return ok({ cursor: String(this.log.length), more: false, changes })
  }

  /** Goes back to an empty database, as after a lost disk. */
  forget(): void {
    this.held.clear()
    this.log = []
  }
}

const ok = (value: unknown): HttpAnswer => ({ status: 200, body: JSON.stringify(value) })
