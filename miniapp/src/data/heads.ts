import type { App } from './app'
import { HeadsRemote, type HeadCount } from './heads-remote'
import type { Reply } from './remote'
import { Signal } from './signal'

/** A count as the screen shows it. */
export interface HeadsState {
  count?: HeadCount
  /** The code's whole address. */
  address?: string
  /** Why the last call did not work, in words; the number stands as it was last heard. */
  problem?: string
}

/** What came out of a count, for the form that asked. */
export interface Counted {
  record: string
  field: string
  heads: number
}

const offline = '现在连不上服务器，扫码的人暂时点不了。也可以返回直接填人数。'

/** The number a count came to, until the form of its record has taken it. */
export const counted = new Signal<Counted | undefined>(undefined)

/** One count of heads at the door, as the secretary follows it. */
export class Heads {
  readonly state = new Signal<HeadsState>({})

  constructor(
    private readonly app: Pick<App, 'session' | 'platform' | 'newId'>,
    private readonly organisation: string,
    private readonly record: string,
  ) {}

  /** Asks how many have come, and for the code to show now; the first time this opens the count. */
  async look(): Promise<void> {
    const { count } = this.state.get()
    const { organisation, record } = this
    if (count) return this.show(await this.remote().view(organisation, count.id))
    const id = await this.app.newId()
    this.show(await this.remote().open(organisation, id, record))
  }

  /** Ends the count; how many came, or undefined while the server does not answer. */
  async close(): Promise<number | undefined> {
    const { count } = this.state.get()
    if (!count) return undefined
    const reply = await this.remote().close(this.organisation, count.id)
    this.show(reply)
    return reply.outcome === 'done' ? reply.value.heads : undefined
  }

  private remote(): HeadsRemote {
    const { http, apiBase } = this.app.platform
    return new HeadsRemote(http, apiBase, this.app.session.get()?.token)
  }

  private show(reply: Reply<HeadCount>): void {
    const { problem: _, ...state } = this.state.get()
    if (reply.outcome === 'done') {
      const { address } = reply.value
      const origin = this.app.platform.apiBase.replace(/\/api$/, '')
      return this.state.set({ count: reply.value, ...(address !== undefined && { address: origin + address }) })
    }
    const problem = reply.outcome === 'refused' ? reply.refusal.message : (reply.message ?? offline)
    this.state.set({ ...state, problem })
  }
}
