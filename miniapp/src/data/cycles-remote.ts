import { Remote, type Reply } from './remote'

/** A run of a rating the organisation takes part in. */
export interface JoinedCycle {
  id: string
  title: string
  rubric: string
}

/** The calls about ratings an organisation takes part in. */
export class CyclesRemote extends Remote {
  joined(organisation: string): Promise<Reply<{ cycles: JoinedCycle[] }>> {
    return this.call('GET', `organisations/${encodeURIComponent(organisation)}/cycles`)
  }
  join(organisation: string, code: string): Promise<Reply<JoinedCycle>> {
    return this.call('POST', `organisations/${encodeURIComponent(organisation)}/cycles`, { code })
  }
}
