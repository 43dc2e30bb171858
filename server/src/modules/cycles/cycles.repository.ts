import { Injectable } from '@nestjs/common'
import type { CycleInput } from '@xingji/shared'
import { In } from 'typeorm'
import type { Store } from '../../platform/database/database.js'
import { Overtaken } from '../../platform/database/retry.js'
import { Organisation } from '../organisations/organisation.entity.js'
import { Cycle, CycleMember, CycleReminder } from './cycle.entity.js'

@Injectable()
export class CyclesRepository {
  find(store: Store, id: string): Promise<Cycle | null> {
    return store.findOneBy(Cycle, { id })
  }

  findCode(store: Store, codeHash: string): Promise<Cycle | null> {
    return store.findOneBy(Cycle, { codeHash })
  }

  /** Cycles of an organiser, the newest first. */
  of(store: Store, organiser: string): Promise<Cycle[]> {
    return store.find(Cycle, { where: { organiser }, order: { createdAt: 'DESC', id: 'ASC' } })
  }

  async add(store: Store, cycle: Cycle): Promise<void> {
    await store.insert(Cycle, cycle)
  }

  async change(
    store: Store,
    { id, version }: Cycle,
    change: Partial<Pick<Cycle, 'title' | 'settings'>>,
  ): Promise<void> {
    const { affected } = await store.update(Cycle, { id, version }, { ...change, version: version + 1 })
    if (affected !== 1) throw new Overtaken()
  }

  findMember(store: Store, cycle: string, organisation: string): Promise<CycleMember | null> {
    return store.findOneBy(CycleMember, { cycle, organisation })
  }

  async join(store: Store, member: CycleMember): Promise<void> {
    await store.insert(CycleMember, member)
  }

  async leave(store: Store, cycle: string, organisation: string): Promise<void> {
    await store.delete(CycleMember, { cycle, organisation })
  }

  /** The organisations that joined, by name. */
  async organisations(store: Store, cycle: string): Promise<Organisation[]> {
    const members = await store.findBy(CycleMember, { cycle })
    if (members.length === 0) return []
    const ids = members.map(({ organisation }) => organisation)
    return store.find(Organisation, { where: { id: In(ids) }, order: { name: 'ASC', id: 'ASC' } })
  }

  /** The cycles an organisation joined, the first joined first. */
  async joined(store: Store, organisation: string): Promise<Cycle[]> {
    const members = await store.find(CycleMember, { where: { organisation }, order: { at: 'ASC', cycle: 'ASC' } })
    if (members.length === 0) return []
    const found = await store.findBy(Cycle, { id: In(members.map(({ cycle }) => cycle)) })
    return members.flatMap(({ cycle }) => found.filter(({ id }) => id === cycle))
  }

  /** The settings an organisation's rubrics are held under, by rubric: of the cycle it joined last. */
  async inputsOf(store: Store, organisation: string): Promise<Map<string, CycleInput>> {
    const cycles = await this.joined(store, organisation)
    return new Map(cycles.map(({ rubric, settings }) => [rubric, JSON.parse(settings) as CycleInput]))
  }

  findReminder(store: Store, id: string): Promise<CycleReminder | null> {
    return store.findOneBy(CycleReminder, { id })
  }

  async addReminder(store: Store, reminder: CycleReminder): Promise<void> {
    await store.insert(CycleReminder, reminder)
  }

  reminders(store: Store, cycle: string): Promise<CycleReminder[]> {
    return store.find(CycleReminder, { where: { cycle }, order: { at: 'DESC', id: 'ASC' }, take: 50 })
  }
}
