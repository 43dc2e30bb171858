import { Injectable } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { sha256 } from '../../platform/ids.js'
import { JournalRepository } from '../journal/journal.repository.js'
import { WaiversRepository } from './waivers.repository.js'

/** A waiver as members see it. */
export interface WaiverView {
  duty: string
  reason: string
  at: string
}

/** Duties that an organisation says do not concern it. */
@Injectable()
export class WaiversService {
  constructor(
    private readonly database: Database,
    private readonly waivers: WaiversRepository,
    private readonly journal: JournalRepository,
    private readonly clock: Clock,
  ) {}

  async list({ organisation }: Scope): Promise<WaiverView[]> {
    const found = await this.database.read((store) => this.waivers.list(store, organisation))
    return found.map(({ duty, reason, at }) => ({ duty, reason, at }))
  }

  /** The same reason again changes nothing. */
  put({ organisation, account }: Scope, duty: string, reason: string): Promise<void> {
    return this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      if ((await this.waivers.find(store, organisation, duty))?.reason === reason) return
      await this.waivers.put(store, { organisation, duty, reason, account, at: this.clock.stamp() })
      await turn.append({ account, action: 'duty.waive', subject: sha256(duty), content: sha256(reason) })
    })
  }

  remove({ organisation, account }: Scope, duty: string): Promise<void> {
    return this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      const waiver = await this.waivers.find(store, organisation, duty)
      if (!waiver) return
      await this.waivers.remove(store, organisation, duty)
      await turn.append({ account, action: 'duty.resume', subject: sha256(duty), content: sha256(waiver.reason) })
    })
  }
}
