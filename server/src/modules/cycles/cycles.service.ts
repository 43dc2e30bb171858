import { Injectable } from '@nestjs/common'
import { readCycle, type CycleInput } from '@xingji/shared'
import type { Caller, Scope } from '../../http/caller.js'
import { refuse, refuseInput } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Database, type Store } from '../../platform/database/database.js'
import { newCode, normaliseCode, sha256 } from '../../platform/ids.js'
import { Library } from '../catalog/library.js'
import { JournalRepository } from '../journal/journal.repository.js'
import type { Cycle } from './cycle.entity.js'
import { viewOf, type CycleView } from './cycle-view.js'
import { CyclesRepository } from './cycles.repository.js'

export interface CycleBody {
  id: string
  title: string
  rubric: string
  settings?: unknown
}

/** Cycles: organisers set them up, organisations join them with a code. */
@Injectable()
export class CyclesService {
  constructor(
    private readonly database: Database,
    private readonly cycles: CyclesRepository,
    private readonly journal: JournalRepository,
    private readonly library: Library,
    private readonly clock: Clock,
  ) {}

  /** Makes a cycle; its code is shown this once. */
  async create({ account }: Caller, body: CycleBody): Promise<CycleView & { code: string }> {
    const { id, title, rubric } = body
    const code = newCode()
    const cycle: Cycle = {
      id,
      organiser: account,
      title,
      rubric,
      settings: JSON.stringify(this.readSettings(rubric, body.settings)),
      codeHash: sha256(code),
      createdAt: this.clock.stamp(),
      version: 0,
    }
    await this.database.write(async (store) => {
      const known = await this.cycles.find(store, id)
      if (known && known.codeHash !== cycle.codeHash) throw refuse('idTaken', { field: 'id' })
      if (!known) await this.cycles.add(store, cycle)
    })
    return { ...viewOf(cycle), code }
  }

  async list({ account }: Caller): Promise<CycleView[]> {
    return (await this.database.read((store) => this.cycles.of(store, account))).map(viewOf)
  }

  /** Changes title or settings. Every organisation that joined notes it, and its duties are looked at again. */
  async change(caller: Caller, id: string, change: { title?: string; settings?: unknown }): Promise<CycleView> {
    const cycle = await this.database.write(async (store) => {
      const cycle = await this.own(store, caller, id)
      const settings =
        change.settings === undefined
          ? cycle.settings
          : JSON.stringify(this.readSettings(cycle.rubric, change.settings))
      const changed = { title: change.title ?? cycle.title, settings }
      await this.cycles.change(store, cycle, changed)
      return { ...cycle, ...changed }
    })
    const joined = await this.database.read((store) => this.cycles.organisations(store, id))
    const content = sha256(cycle.settings)
    for (const organisation of joined)
      await this.database.write(async (store) => {
        const turn = await this.journal.open(store, organisation.id)
        await turn.append({ account: caller.account, action: 'cycle.change', subject: id, content })
      })
    return viewOf(cycle)
  }

  /** The caller's own cycle; anybody else's is unknown. */
  async own(store: Store, { account }: Caller, id: string): Promise<Cycle> {
    const cycle = await this.cycles.find(store, id)
    if (cycle?.organiser !== account) throw refuse('cycleUnknown')
    return cycle
  }

  /** Joins with a code; from then on the organiser sees the states of this organisation's duties in this cycle. */
  join({ organisation, account }: Scope, code: string): Promise<CycleView> {
    const codeHash = sha256(normaliseCode(code))
    return this.database.write(async (store) => {
      const cycle = await this.cycles.findCode(store, codeHash)
      if (!cycle) throw refuse('cycleUnknown', { field: 'code' })
      const turn = await this.journal.open(store, organisation)
      if (await this.cycles.findMember(store, cycle.id, organisation)) return viewOf(cycle)
      await this.cycles.join(store, { cycle: cycle.id, organisation, account, at: this.clock.stamp() })
      await turn.append({ account, action: 'cycle.join', subject: cycle.id, content: sha256(cycle.settings) })
      return viewOf(cycle)
    })
  }

  async joined({ organisation }: Scope): Promise<CycleView[]> {
    return (await this.database.read((store) => this.cycles.joined(store, organisation))).map(viewOf)
  }

  leave({ organisation, account }: Scope, cycle: string): Promise<void> {
    return this.database.write(async (store) => {
      const turn = await this.journal.open(store, organisation)
      if (!(await this.cycles.findMember(store, cycle, organisation))) return
      await this.cycles.leave(store, cycle, organisation)
      await turn.append({ account, action: 'cycle.leave', subject: cycle, content: sha256('') })
    })
  }

  private readSettings(reference: string, raw: unknown): CycleInput {
    const rubric = this.library.rubric(reference)?.value
    if (!rubric) throw refuse('rubricUnknown', { field: 'rubric' })
    const read = readCycle(raw ?? {}, rubric)
    if (!read.ok) throw refuseInput(read.problems)
    return read.value
  }
}
