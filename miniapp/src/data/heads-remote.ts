import { Remote, type Reply } from './remote'

/** A count of heads at the server. */
export interface HeadCount {
  id: string
  record: string
  heads: number
  isOpen: boolean
  /** Where the code on the screen leads; another one half a minute later. */
  address?: string
}

const place = (organisation: string) => `organisations/${encodeURIComponent(organisation)}/headcounts`

/** The calls about heads counted by QR code. */
export class HeadsRemote extends Remote {
  setting(organisation: string): Promise<Reply<{ on: boolean }>> {
    return this.call('GET', place(organisation))
  }
  turn(organisation: string, on: boolean): Promise<Reply<{ on: boolean }>> {
    return this.call('PUT', place(organisation), { on })
  }
  /** Opens a count for a record, or goes on with the one that is open. */
  open(organisation: string, id: string, record: string): Promise<Reply<HeadCount>> {
    return this.call('POST', place(organisation), { id, record })
  }
  view(organisation: string, id: string): Promise<Reply<HeadCount>> {
    return this.call('GET', `${place(organisation)}/${id}`)
  }
  close(organisation: string, id: string): Promise<Reply<HeadCount>> {
    return this.call('POST', `${place(organisation)}/${id}/close`)
  }
}
