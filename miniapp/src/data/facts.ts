import type { Clock } from '../platform/ports'
import type { JoinedCycle } from './cycles'
import { blankAssessment, type Desk } from './desk'
import type { KeptDesk } from './kept-desk'
import type { Assessment, Remote } from './remote'
import { standardsOf, type Bundle } from './standards'

/** Milliseconds after which the organisation's own facts are fetched again. */
const age = 5 * 60_000

/** What an organisation says of itself beside its records: assessments, duties that do not concern it, its profile. */
export class Facts {
  /** When they were last fetched. */
  private pulled = 0

  constructor(
    private readonly desk: KeptDesk,
    private readonly remote: Remote,
    private readonly organisation: string,
    private readonly clock: Pick<Clock, 'now'>,
    private readonly bundle: () => Bundle,
  ) {}

  assessment(rubric: string): Assessment {
    return this.desk.value.assessments[rubric] ?? blankAssessment
  }

  /** Rubrics the organisation follows. */
  get followed(): readonly string[] {
    return this.desk.value.followed
  }

  /** The cycles the organisation joined, the last joined last. */
  get cycles(): readonly JoinedCycle[] {
    return this.desk.value.cycles
  }

  /** Joins an organiser's cycle with the code they gave out; the sentence to show when that did not work. */
  async joinCycle(code: string): Promise<string | undefined> {
    const reply = await this.remote.joinCycle(this.organisation, code)
    if (reply.outcome === 'refused') return reply.refusal.message
    if (reply.outcome !== 'done') return reply.message ?? '现在连不上服务器，联网后再加入。'
    const joined = reply.value
    await this.desk.change(({ cycles }) => ({ cycles: [...cycles.filter(({ id }) => id !== joined.id), joined] }))
    return undefined
  }

  /** Leaves a cycle; the sentence to show when that did not work. */
  async leaveCycle(cycle: string): Promise<string | undefined> {
    const reply = await this.remote.leaveCycle(this.organisation, cycle)
    if (reply.outcome === 'refused') return reply.refusal.message
    if (reply.outcome !== 'done') return reply.message ?? '现在连不上服务器，联网后再退出。'
    await this.desk.change(({ cycles }) => ({ cycles: cycles.filter(({ id }) => id !== cycle) }))
    return undefined
  }

  assess(rubric: string, assessment: Assessment): Promise<void> {
    return this.desk.change(({ assessments, unsentAssessments }) => ({
      assessments: { ...assessments, [rubric]: assessment },
      unsentAssessments: [...unsentAssessments.filter((id) => id !== rubric), rubric],
    }))
  }

  /** Says that a duty does not concern the organisation, or (without a reason) that it does after all. */
  waive(key: string, reason: string | undefined): Promise<void> {
    return this.desk.change(({ waivers, unsentWaivers }) => {
      const others = waivers.filter((one) => one.key !== key)
      return {
        waivers: reason === undefined ? others : [...others, { key, reason }],
        unsentWaivers: [...unsentWaivers.filter((one) => one !== key), key],
      }
    })
  }

  /** Sends what the server has not heard of. */
  async send(): Promise<void> {
    await this.sendAssessments()
    await this.sendWaivers()
  }

  async sendAssessments(): Promise<void> {
    for (const rubric of this.desk.value.unsentAssessments) {
      const sent = this.assessment(rubric)
      const reply = await this.remote.putAssessment(this.organisation, rubric, sent)
      if (reply.outcome !== 'done') continue
      await this.desk.change(({ assessments, unsentAssessments }) =>
        assessments[rubric] === sent
          ? { unsentAssessments: unsentAssessments.filter((id) => id !== rubric) }
          : undefined,
      )
    }
  }

  async sendWaivers(): Promise<void> {
    const reasonOf = ({ waivers }: Desk, key: string) => waivers.find((one) => one.key === key)?.reason
    for (const key of this.desk.value.unsentWaivers) {
      const sent = reasonOf(this.desk.value, key)
      const reply = await this.remote.waive(this.organisation, key, sent)
      if (reply.outcome !== 'done') continue
      await this.desk.change((desk) =>
        reasonOf(desk, key) === sent ? { unsentWaivers: desk.unsentWaivers.filter((one) => one !== key) } : undefined,
      )
    }
  }

  /** Fetches them, unless that was done lately, so that phone and server score from the same. */
  async refresh(): Promise<void> {
    if (this.clock.now() - this.pulled > age) await this.pull()
  }

  private async pull(): Promise<void> {
    const before = this.desk.value
    const profile = await this.remote.profile(this.organisation)
    const found: Record<string, Assessment> = {}
    for (const { reference: id } of standardsOf(this.bundle())) {
      const reply = await this.remote.assessment(this.organisation, id)
      if (reply.outcome === 'done')
        found[id] = { selfAssessment: reply.value.selfAssessment, claims: reply.value.claims }
    }
    const waivers = await this.remote.waivers(this.organisation)
    if (profile.outcome === 'done') this.pulled = this.clock.now()
    await this.desk.change((desk) => {
      const next: Partial<Desk> = { assessments: { ...desk.assessments } }
      if (profile.outcome === 'done') {
        next.society = profile.value.society
        next.followed = profile.value.rubrics
        if (desk.cycles === before.cycles) next.cycles = profile.value.cycles ?? []
        next.since = profile.value.since
      }
      // What was said here meanwhile, or is on its way, is later than what came.
      for (const [id, one] of Object.entries(found))
        if (!desk.unsentAssessments.includes(id) && desk.assessments[id] === before.assessments[id])
          next.assessments![id] = one
      if (waivers.outcome === 'done' && desk.unsentWaivers.length === 0 && desk.waivers === before.waivers)
        next.waivers = waivers.value.waivers.map(({ duty, reason }) => ({ key: duty, reason }))
      return JSON.stringify({ ...desk, ...next }) === JSON.stringify(desk) ? undefined : next
    })
  }
}
