import type { Client } from './client.js'

interface Evidence {
  file: string
  hash: string
  size: number
}
interface Change {
  id: string
  state: string
  record: { title: string; people?: number; evidence?: Evidence[] }
}

/** What the server has of the one organisation of a person. */
export class AtServer {
  private constructor(
    private readonly client: Client,
    private readonly origin: string,
    readonly organisation: string,
  ) {}

  static async of(client: Client, origin: string): Promise<AtServer> {
    const { memberships } = await client.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
    return new AtServer(client, origin, memberships[0]!.organisation.id)
  }

  async record(title: string): Promise<Change | undefined> {
    const path = `organisations/${this.organisation}/changes`
    const { changes } = await this.client.send<{ changes: Change[] }>('GET', path)
    return changes.find(({ record }) => record.title === title)
  }

  /** The bytes of a file, by its signed address and without a sign-in. */
  async file(hash: string): Promise<Buffer> {
    const path = `organisations/${this.organisation}/files/${hash}/address`
    const { address } = await this.client.send<{ address: string }>('GET', path)
    const answer = await fetch(new URL(address, this.origin))
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
    return Buffer.from(await answer.arrayBuffer())
  }
}
