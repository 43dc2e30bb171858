import type { Client } from '../e2e/client.js'
import type { Hand } from './hand.js'

interface Held {
  revision: number
  deleted: boolean
  record: Record<string, unknown>
}

/** A second secretary's phone, as far as the server can tell: changes one record of the one organisation. */
export class SecondSecretary {
  private constructor(
    private readonly client: Client,
    private readonly path: string,
  ) {}

  static async of(client: Client): Promise<SecondSecretary> {
    const { memberships } = await client.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
    return new SecondSecretary(client, `organisations/${memberships[0]!.organisation.id}/records`)
  }

  async read(id: string): Promise<Held> {
    return this.client.send('GET', `${this.path}/${id}`)
  }

  async change(id: string, part: Record<string, unknown>): Promise<void> {
    const { revision, record } = await this.read(id)
    await this.client.send('PUT', `${this.path}/${id}`, { base: revision, record: { ...record, ...part } })
  }

  async find(title: string): Promise<string> {
    const changes = this.path.replace(/records$/, 'changes')
    const feed = await this.client.send<{ changes: { id: string; record: { title: string } }[] }>('GET', changes)
    const found = feed.changes.find(({ record }) => record?.title === title)
    if (!found) throw new Error(`the server has no ${title}`)
    return found.id
  }
}

/** Opens a record from the list, from the main page. */
export async function openRecord(hand: Hand, id: string): Promise<void> {
  await hand.tap('tab-records')
  await hand.until('the record is listed', () => hand.sees(`record-${id}`))
  await hand.tap(`record-${id}`)
  await hand.until('the record is open', () => hand.sees('record-state'))
}

/** Changes the head count and the note of the record that is open. */
export async function editMeeting(hand: Hand, people: string, note: string): Promise<void> {
  await hand.tap('edit-record')
  await hand.until('the form is there', () => hand.sees('save-record'))
  await hand.type('field-people', people)
  await hand.type('field-note', note)
  await hand.tap('save-record')
  await hand.until('the record is back', () => hand.sees('record-state'))
}

/**
 * A true conflict, combined: while this phone was away, the head count and the note were changed on it, the title and the
 * note elsewhere. What only one side changed stands chosen; the note is the person's to choose.
 */
export async function combineConflict(hand: Hand, id: string, elsewhere: SecondSecretary): Promise<void> {
  await hand.until('the conflict shows', () => hand.sees('conflict'))
  if ((await hand.read('combine')) !== '还有 1 处没有选') throw new Error(await hand.read('conflict'))
  await hand.tap('conflict-note-theirs')
  await hand.until('all is chosen', async () => (await hand.read('combine')) === '按选好的合在一起')
  await hand.tap('combine')
  await hand.until('the record is received', async () => (await hand.read('record-state')) === '已收到')
  const { revision, record } = await elsewhere.read(id)
  const { title, people, note } = record
  const made = JSON.stringify({ revision, title, people, note })
  const wanted = JSON.stringify({ revision: 3, title: '第一次党委会（扩大）', people: 9, note: '李秘书记的' })
  if (made !== wanted) throw new Error(`the server holds ${made}`)
}
