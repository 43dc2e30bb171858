import type { Http, HttpAnswer, HttpRequest, UploadTarget } from '../platform/ports'
import type { JoinedCycle } from './cycles'
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
  /** Day it came; absent from a server of before. */
  since?: string
  /** The cycles it joined, the last joined last; absent from a server of before. */
  cycles?: JoinedCycle[]
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
  /** Where the server's journal stands with it. */
  place?: string
}
export interface Feed {
  cursor: string
  more: boolean
  changes: Change[]
}
/** A record as the server holds it now. */
export interface Held extends RemoteRevision {
  id: string
  missingFiles: string[]
  /** Where the server's journal stands, as all it says here and in receipts was so by then; absent from a server of before. */
  place?: string
}
/** The server's receipt for a file whose bytes it counted itself. */
export interface FileReceipt {
  hash: string
  size: number
  type: string
  /** Records that are complete with it. */
  completed: string[]
  place?: string
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
    return this.call('POST', 'session/wechat', { code }, isGrant)
  }
  signInForDevelopment(name: string): Promise<Reply<SessionGrant>> {
    return this.call('POST', 'session/development', { name }, isGrant)
  }
  me(): Promise<Reply<{ account: Account; memberships: Membership[]; day: string }>> {
    return this.call('GET', 'me', undefined, isMe)
  }
  claim(organisation: { id: string; name: string; code: string | null }): Promise<Reply<unknown>> {
    return this.call('POST', 'organisations', organisation)
  }
  /** Joins the organisation an invitation is from. */
  accept(code: string): Promise<Reply<unknown>> {
    return this.call('POST', `invitations/${encodeURIComponent(code)}/accept`)
  }
  profile(organisation: string): Promise<Reply<Profile>> {
    return this.call('GET', `organisations/${encodeURIComponent(organisation)}`, undefined, isProfile)
  }
  /** `known` is the latest place in the server's journal that this phone heard of. */
  changes(organisation: string, after: string, known: string): Promise<Reply<Feed>> {
    const query = `limit=200${parameter('after', after)}${parameter('known', known)}`
    return this.call('GET', `organisations/${encodeURIComponent(organisation)}/changes?${query}`, undefined, isFeed)
  }
  /** `body` is `{base, record}`, frozen as text. */
  putRecord(organisation: string, id: string, body: string, known: string): Promise<Reply<Written>> {
    return this.call('PUT', recordPath(organisation, id) + asKnown(known), body, isReceipt)
  }
  deleteRecord(organisation: string, id: string, base: number, known: string): Promise<Reply<Written>> {
    const path = `${recordPath(organisation, id)}?base=${base}${parameter('known', known)}`
    return this.call('DELETE', path, undefined, isReceipt)
  }
  /** Every revision, newest first. */
  history(organisation: string, id: string): Promise<Reply<{ revisions: PastRevision[] }>> {
    return this.call('GET', `${recordPath(organisation, id)}/history`, undefined, isHistory)
  }
  record(organisation: string, id: string, known: string): Promise<Reply<Held>> {
    return this.call('GET', recordPath(organisation, id) + asKnown(known), undefined, isHeld)
  }
  /** Hands a file over; `send` knows how bytes go from this device. */
  async upload(
    organisation: string,
    hash: string,
    known: string,
    send: (to: Omit<UploadTarget, 'onProgress'>) => Promise<HttpAnswer>,
  ): Promise<Reply<FileReceipt>> {
    if (!this.base) return { outcome: 'unreachable' }
    try {
      const url = `${this.base}/${filePath(organisation, hash)}${asKnown(known)}`
      const answer = await send({ url, headers: this.authorization() })
      return readReply<FileReceipt>(answer.status, answer.body, isFileReceipt)
    } catch {
      return { outcome: 'unreachable' }
    }
  }
  /** Where a file, or a small picture of it, can be fetched for a few minutes, as a whole address. */
  async fileAddress(organisation: string, hash: string, size?: 'small'): Promise<Reply<string>> {
    const path = `${filePath(organisation, hash)}/address${size ? `?size=${size}` : ''}`
    const reply = await this.call<{ address: string }>('GET', path, undefined, isAddress)
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
  /** Joins an organiser's cycle with the code they gave out. */
  joinCycle(organisation: string, code: string): Promise<Reply<JoinedCycle>> {
    return this.call('POST', `organisations/${encodeURIComponent(organisation)}/cycles`, { code }, isCycle)
  }
  leaveCycle(organisation: string, cycle: string): Promise<Reply<unknown>> {
    return this.call('DELETE', `organisations/${encodeURIComponent(organisation)}/cycles/${encodeURIComponent(cycle)}`)
  }
  assessment(organisation: string, rubric: string): Promise<Reply<Assessment>> {
    return this.call('GET', assessmentPath(organisation, rubric), undefined, isAssessment)
  }
  putAssessment(organisation: string, rubric: string, assessment: Assessment): Promise<Reply<unknown>> {
    return this.call('PUT', assessmentPath(organisation, rubric), assessment)
  }

  protected async call<T>(
    method: HttpRequest['method'],
    path: string,
    body?: unknown,
    isOurs: Shape = isObject,
  ): Promise<Reply<T>> {
    if (!this.base) return { outcome: 'unreachable' }
    const headers = this.authorization()
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
    try {
      const answer = await this.http.send({ method, url: `${this.base}/${path}`, headers, body: text })
      return readReply<T>(answer.status, answer.body, isOurs)
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
const parameter = (name: string, value: string) => (value ? `&${name}=${encodeURIComponent(value)}` : '')
const asKnown = (known: string) => known && `?known=${encodeURIComponent(known)}`
const recordPath = (organisation: string, id: string) =>
  `organisations/${encodeURIComponent(organisation)}/records/${encodeURIComponent(id)}`
const assessmentPath = (organisation: string, rubric: string) =>
  `organisations/${encodeURIComponent(organisation)}/assessments/${encodeURIComponent(rubric)}`

/** Too early, too many, or the server's own trouble: worth another try. */
const passing = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500

/** Is this what our server answers? A portal page of some hotel network says 200 as well. */
export type Shape = (value: unknown) => boolean
type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isRevision = (value: unknown): boolean =>
  isObject(value) && typeof value.id === 'string' && Number.isInteger(value.revision)
const isGrant: Shape = (value) => isObject(value) && typeof value.token === 'string' && isObject(value.account)
const isMe: Shape = (value) => isObject(value) && Array.isArray(value.memberships)
const isCycle: Shape = (value) => isObject(value) && typeof value.id === 'string' && typeof value.rubric === 'string'
const isProfile: Shape = (value) =>
  isObject(value) &&
  isObject(value.society) &&
  Array.isArray(value.rubrics) &&
  (value.cycles === undefined || (Array.isArray(value.cycles) && value.cycles.every(isCycle)))
const isFeed: Shape = (value) =>
  isObject(value) &&
  typeof value.cursor === 'string' &&
  typeof value.more === 'boolean' &&
  Array.isArray(value.changes) &&
  value.changes.every(isRevision)
const isReceipt: Shape = isRevision
const isHistory: Shape = (value) => isObject(value) && Array.isArray(value.revisions)
const isHeld: Shape = (value) => isRevision(value) && Array.isArray((value as Fields).missingFiles)
const isFileReceipt: Shape = (value) =>
  isObject(value) && typeof value.hash === 'string' && Array.isArray(value.completed)
const isAddress: Shape = (value) => isObject(value) && typeof value.address === 'string'
const isAssessment: Shape = (value) => isObject(value) && isObject(value.selfAssessment) && isObject(value.claims)

export function readReply<T>(status: number, body: string, isOurs: Shape = isObject): Reply<T> {
  const value = parse(body)
  if (status >= 200 && status < 300) {
    if (status !== 204 && !isOurs(value)) return { outcome: 'unreachable' }
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

/** Where the server's journal stood when it refused something as stale. */
export function placeIn(details: unknown): string | undefined {
  const { place } = (details ?? {}) as { place?: unknown }
  return typeof place === 'string' ? place : undefined
}

/** The server's version out of the details of a 409: null where it has none; undefined when they do not say. */
export function theirsOf(details: unknown): RemoteRevision | null | undefined {
  const { current } = (details ?? {}) as { current?: Partial<RemoteRevision> | null }
  if (current === null) return null
  if (typeof current?.revision !== 'number') return undefined
  const { revision, deleted, record, state } = current
  return { revision, deleted: deleted === true, record: record ?? null, state }
}
