import type { Http, HttpAnswer, HttpRequest, UploadTarget } from '../platform/ports'
import type { Refusal, RemoteRevision } from './entry'

export interface Account {
  id: string
  name: string
}
export interface Organisation {
  id: string
  name: string
  code: string | null
  verified: boolean
}
export interface Profile extends Organisation {
  society: Record<string, unknown>
  rubrics: string[]
}
export interface SessionGrant {
  token: string
  expiresAt: string
  account: Account
}
export interface Membership {
  organisation: Organisation
  role: string
}
export interface Change extends RemoteRevision {
  id: string
  state: string
}
export interface Written {
  id: string
  revision: number
  state: string
  missingFiles?: string[]
}
/** A record as the server holds it now. */
export interface Held extends RemoteRevision {
  id: string
  missingFiles: string[]
}
/** The server's receipt for a file whose bytes it counted itself. */
export interface FileReceipt {
  hash: string
  size: number
  type: string
  /** Records that are complete with it. */
  completed: string[]
}
export interface Assessment {
  selfAssessment: Record<string, number>
  claims: Record<string, string>
}

/** A revision with who made it and when. */
export interface PastRevision extends RemoteRevision {
  account: Account
  /** An instant, ISO 8601. */
  at: string
}

/**
 * What came of a call. `unreachable` covers everything that may pass: no network, a busy or broken server; what the
 * server did with the request is then unknown.
 */
export type Reply<T> =
  | { outcome: 'done'; value: T }
  | { outcome: 'unreachable'; message?: string }
  | { outcome: 'signedOut'; message?: string }
  | { outcome: 'refused'; status: number; refusal: Refusal; details?: unknown }

/** The HTTP calls of docs/contracts.md that the app makes. */
export class Remote {
  constructor(
    private readonly http: Http,
    private readonly base: string,
    /** Absent before sign-in. Calls of one account never carry another's. */
    private readonly token?: string,
  ) {}

  signInWithWechat(code: string): Promise<Reply<SessionGrant>> {
    return this.call('POST', 'session/wechat', { code })
  }
  signInForDevelopment(name: string): Promise<Reply<SessionGrant>> {
    return this.call('POST', 'session/development', { name })
  }
  me(): Promise<Reply<{ account: Account; memberships: Membership[]; day: string }>> {
    return this.call('GET', 'me')
  }
  claim(organisation: { id: string; name: string; code: string | null }): Promise<Reply<unknown>> {
    return this.call('POST', 'organisations', organisation)
  }
  /** Joins the organisation an invitation is from. */
  accept(code: string): Promise<Reply<unknown>> {
    return this.call('POST', `invitations/${encodeURIComponent(code)}/accept`)
  }
  profile(organisation: string): Promise<Reply<Profile>> {
    return this.call('GET', `organisations/${encodeURIComponent(organisation)}`)
  }
  changes(organisation: string, after: string): Promise<Reply<{ cursor: string; more: boolean; changes: Change[] }>> {
    const query = after ? `after=${encodeURIComponent(after)}&limit=200` : 'limit=200'
    return this.call('GET', `organisations/${encodeURIComponent(organisation)}/changes?${query}`)
  }
  /** `body` is `{base, record}`, frozen as text. */
  putRecord(organisation: string, id: string, body: string): Promise<Reply<Written>> {
    return this.call('PUT', recordPath(organisation, id), body)
  }
  deleteRecord(organisation: string, id: string, base: number): Promise<Reply<Written>> {
    return this.call('DELETE', `${recordPath(organisation, id)}?base=${base}`)
  }
  /** Every revision, newest first. */
  history(organisation: string, id: string): Promise<Reply<{ revisions: PastRevision[] }>> {
    return this.call('GET', `${recordPath(organisation, id)}/history`)
  }
  record(organisation: string, id: string): Promise<Reply<Held>> {
    return this.call('GET', recordPath(organisation, id))
  }
  /** Hands a file over; `send` knows how bytes go from this device. */
  async upload(
    organisation: string,
    hash: string,
    send: (to: Omit<UploadTarget, 'onProgress'>) => Promise<HttpAnswer>,
  ): Promise<Reply<FileReceipt>> {
    if (!this.base) return { outcome: 'unreachable' }
    try {
      const answer = await send({ url: `${this.base}/${filePath(organisation, hash)}`, headers: this.authorization() })
      return readReply<FileReceipt>(answer.status, answer.body)
    } catch {
      return { outcome: 'unreachable' }
    }
  }
  /** Where a file, or a small picture of it, can be fetched for a few minutes, as a whole address. */
  async fileAddress(organisation: string, hash: string, size?: 'small'): Promise<Reply<string>> {
    const query = size ? `?size=${size}` : ''
    const reply = await this.call<{ address: string }>('GET', `${filePath(organisation, hash)}/address${query}`)
    if (reply.outcome !== 'done') return reply
    const origin = /^https?:\/\/[^/]+/.exec(this.base)?.[0] ?? ''
    const { address } = reply.value
    return { outcome: 'done', value: address.startsWith('/') ? `${origin}${address}` : address }
  }
  /** Duties the organisation says do not concern it. */
  waivers(organisation: string): Promise<Reply<{ waivers: { duty: string; reason: string }[] }>> {
    return this.call('GET', `organisations/${encodeURIComponent(organisation)}/waivers`)
  }
  /** Without a reason the duty concerns it again. */
  waive(organisation: string, duty: string, reason: string | undefined): Promise<Reply<unknown>> {
    const path = `organisations/${encodeURIComponent(organisation)}/waivers`
    if (reason === undefined) return this.call('DELETE', `${path}?duty=${encodeURIComponent(duty)}`)
    return this.call('PUT', path, { duty, reason })
  }
  assessment(organisation: string, rubric: string): Promise<Reply<Assessment>> {
    return this.call('GET', assessmentPath(organisation, rubric))
  }
  putAssessment(organisation: string, rubric: string, assessment: Assessment): Promise<Reply<unknown>> {
    return this.call('PUT', assessmentPath(organisation, rubric), assessment)
  }

  protected async call<T>(method: HttpRequest['method'], path: string, body?: unknown): Promise<Reply<T>> {
    if (!this.base) return { outcome: 'unreachable' }
    const headers = this.authorization()
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    try {
      const answer = await this.http.send({ method, url: `${this.base}/${path}`, headers, body: text })
      return readReply<T>(answer.status, answer.body)
    } catch {
      return { outcome: 'unreachable' }
    }
  }

  private authorization(): Record<string, string> {
    return this.token ? { Authorization: `Bearer ${this.token}` } : {}
  }
}

const filePath = (organisation: string, hash: string) =>
  `organisations/${encodeURIComponent(organisation)}/files/${hash}`
const recordPath = (organisation: string, id: string) =>
  `organisations/${encodeURIComponent(organisation)}/records/${encodeURIComponent(id)}`
const assessmentPath = (organisation: string, rubric: string) =>
  `organisations/${encodeURIComponent(organisation)}/assessments/${encodeURIComponent(rubric)}`

/** Too early, too many, or the server's own trouble: worth another try. */
const passing = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500

export function readReply<T>(status: number, body: string): Reply<T> {
  const value = parse(body)
  if (status >= 200 && status < 300) {
    // A portal page of some hotel network answers 200 with HTML: that is not our server.
    if (value === undefined && status !== 204) return { outcome: 'unreachable' }
    return { outcome: 'done', value: value as T }
  }
  const error = (value as { error?: Partial<Refusal> & { details?: unknown } } | undefined)?.error
  const message = typeof error?.message === 'string' ? error.message : undefined
  if (status === 401) return { outcome: 'signedOut', message }
  if (passing(status) || message === undefined) return { outcome: 'unreachable', message }
  const refusal: Refusal = { code: String(error?.code), message }
  if (error?.field !== undefined) refusal.field = error.field
  return { outcome: 'refused', status, refusal, details: error?.details }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}

/** The server's version out of the details of a 409: null where it has none; undefined when they do not say. */
export function theirsOf(details: unknown): RemoteRevision | null | undefined {
  const { current } = (details ?? {}) as { current?: Partial<RemoteRevision> | null }
  if (current === null) return null
  if (typeof current?.revision !== 'number') return undefined
  const { revision, deleted, record, state } = current
  return { revision, deleted: deleted === true, record: record ?? null, state }
}
