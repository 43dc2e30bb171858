import { createHash, randomBytes } from 'node:crypto'
import type { TestServer } from './server'

/** What the server answered. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The parsed body. Tests look at many shapes, so it is open. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any
}

/** Someone with a phone: calls the API, signed in or not. */
export class Person {
  constructor(
    private readonly server: Pick<TestServer, 'url'>,
    readonly name: string,
    readonly token?: string,
    readonly id?: string,
  ) {}

  get = (path: string): Promise<Answer> => this.call('GET', path)
  post = (path: string, body?: unknown): Promise<Answer> => this.call('POST', path, body)
  put = (path: string, body?: unknown): Promise<Answer> => this.call('PUT', path, body)
  patch = (path: string, body?: unknown): Promise<Answer> => this.call('PATCH', path, body)
  delete = (path: string): Promise<Answer> => this.call('DELETE', path)

  /** Sends bytes, text or a form as they are; anything else as JSON. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
    const response = await fetch(`${this.server.url}/api/${path}`, {
      method,
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text ? JSON.parse(text) : undefined,
    }
  }
}

/** Signs in by name. */
export async function signIn(server: Pick<TestServer, 'url'>, name: string): Promise<Person> {
  const { status, body } = await new Person(server, name).post('session/development', { name })
  if (status !== 201) throw new Error(`${name} could not sign in: ${status}`)
  return new Person(server, name, body.token, body.account.id)
}

/** A UUIDv7 as a phone makes it. */
export function newId(): string {
  const hex = Buffer.concat([timeBytes(Date.now()), randomBytes(10)]).toString('hex')
  const variant = '89ab'[randomBytes(1)[0]! & 3]
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
function timeBytes(time: number): Buffer {
  const bytes = Buffer.alloc(6)
  bytes.writeUIntBE(time, 0, 6)
  return bytes
}

/** A correct 统一社会信用代码 that nobody else in this run has. */
export function newCreditCode(): string {
  const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const body = `5142${Array.from(randomBytes(13), (byte) => letters[byte % 31]).join('')}`
  const sum = Array.from(body).reduce((total, letter, i) => total + letters.indexOf(letter) * (3 ** i % 31), 0)
  return body + letters[(31 - (sum % 31)) % 31]!
}

/** Claims a new society for somebody; returns its id. */
export async function newSociety(secretary: Person, name = '市土木建筑学会'): Promise<string> {
  const id = newId()
  const { status, text } = await secretary.post('organisations', { id, name, code: newCreditCode() })
  if (status !== 201) throw new Error(`the claim was refused: ${text}`)
  return id
}

/** Lets somebody join with an invitation. */
export async function join(secretary: Person, society: string, member: Person, role = 'viewer'): Promise<void> {
  const { body } = await secretary.post(`organisations/${society}/invitations`, { role })
  const { status, text } = await member.post(`invitations/${body.code}/accept`)
  if (status !== 200) throw new Error(`the invitation was refused: ${text}`)
}

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
