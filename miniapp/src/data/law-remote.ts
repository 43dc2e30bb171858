import type { Http } from '../platform/ports'
import { readReply } from './remote'

/** A rubric as the server lists it. */
export interface RubricEntry {
  id: string
  title: string
  edition: string
  minEngine: number
  hash: string
}
/** A document as text, with the hash the server gives it. */
export interface Published {
  hash: string
  text: string
}

/** The public, content-addressed part of the API; undefined wherever the answer is not what docs/contracts.md says. */
export class LawRemote {
  constructor(
    private readonly http: Http,
    private readonly base: string,
  ) {}

  async rubrics(): Promise<RubricEntry[] | undefined> {
    const { rubrics } = (await this.get<{ rubrics?: RubricEntry[] }>('rubrics')) ?? {}
    const isEntry = (one: Partial<RubricEntry> | null) =>
      typeof one?.id === 'string' && typeof one.hash === 'string' && typeof one.minEngine === 'number'
    return Array.isArray(rubrics) && rubrics.every(isEntry) ? rubrics : undefined
  }

  /** The catalog, unless it is the one with this hash. */
  async catalog(known: string): Promise<Published | 'same' | undefined> {
    const answer = await this.get<{ hash?: unknown; catalog?: unknown }>('catalog', known)
    return answer === 'same' ? answer : answer && published(answer.hash, answer.catalog)
  }

  async rubric(id: string): Promise<Published | undefined> {
    const answer = await this.get<{ hash?: unknown; rubric?: unknown }>(`rubrics/${encodeURIComponent(id)}`)
    return answer && published(answer.hash, answer.rubric)
  }

  private async get<T>(path: string): Promise<T | undefined>
  private async get<T>(path: string, known: string): Promise<T | 'same' | undefined>
  private async get<T>(path: string, known?: string): Promise<T | 'same' | undefined> {
    if (!this.base) return undefined
    const headers: Record<string, string> = known ? { 'If-None-Match': `"${known}"` } : {}
    try {
      const { status, body } = await this.http.send({ method: 'GET', url: `${this.base}/${path}`, headers })
      if (status === 304) return 'same'
      const reply = readReply<T | null>(status, body)
      return reply.outcome === 'done' ? (reply.value ?? undefined) : undefined
    } catch {
      return undefined
    }
  }
}

function published(hash: unknown, value: unknown): Published | undefined {
  return typeof hash === 'string' && typeof value === 'object' && value !== null
    ? { hash, text: JSON.stringify(value) }
    : undefined
}
