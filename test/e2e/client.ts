import { randomBytes } from 'node:crypto'

/** Speaks to a running server as one person does; every refusal is an error with its text. */
export class Client {
  private constructor(
    private readonly api: string,
    private readonly token: string,
  ) {}

  static async signIn(api: string, how: { name: string } | { code: string }): Promise<Client> {
    const path = 'name' in how ? 'session/development' : 'session/wechat'
    const { token } = (await call(api, 'POST', path, how)) as { token: string }
    return new Client(api, token)
  }

  /** Sends `body` as JSON and reads the answer as JSON. */
  async send<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    return (await call(this.api, method, path, body, this.token)) as T
  }

  /** The bytes of an answer. */
  async text(path: string): Promise<string> {
    const response = await fetch(`${this.api}/${path}`, { headers: { authorization: `Bearer ${this.token}` } })
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`)
    return response.text()
  }
}

async function call(api: string, method: string, path: string, body?: unknown, token?: string): Promise<unknown> {
  const headers: Record<string, string> = { 'content-type': 'application/json' }
  if (token) headers.authorization = `Bearer ${token}`
  const response = await fetch(`${api}/${path}`, {
    method,
    headers: body === undefined ? { authorization: headers.authorization ?? '' } : headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text ? JSON.parse(text) : undefined
}

/** A UUIDv7, as clients make them. */
export function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
