import type { DutyWaiver } from '@xingji/shared'
import type { JoinedCycle } from './cycles'
import { canonical } from './content'
import { nowhere } from './place'
import type { Assessment } from './remote'

/** What the phone keeps of an organisation beside its records. */
export interface Desk {
  version: 1
  cursor: string
  /** The place in the server's journal that a page of the feed gave which is being written, and may be in part. */
  heard?: string
  society: Record<string, unknown>
  /** Ids of the rubrics the organisation follows. */
  followed: string[]
  /** The cycles it joined, the last joined last. */
  cycles: JoinedCycle[]
  /** Day it came, as the server says. */
  since?: string
  assessments: Record<string, Assessment>
  /** Rubrics whose assessment changed here and is not at the server yet. */
  unsentAssessments: string[]
  /** Duties that do not concern the organisation, with the reason. */
  waivers: DutyWaiver[]
  /** Keys of duties whose waiver changed here and is not at the server yet. */
  unsentWaivers: string[]
}

export const emptyDesk: Desk = {
  version: 1,
  cursor: '',
  society: {},
  followed: [],
  cycles: [],
  assessments: {},
  unsentAssessments: [],
  waivers: [],
  unsentWaivers: [],
}

export const blankAssessment: Assessment = { selfAssessment: {}, claims: {} }

export function parseDesk(text: string | undefined): Desk {
  try {
    return { ...emptyDesk, ...(JSON.parse(text ?? '{}') as Partial<Desk>) }
  } catch {
    // Everything here can be fetched again; how far the feed was read nobody knows, nor of which past.
    return { ...emptyDesk, cursor: nowhere }
  }
}

/** A desk that takes in another one's assessments and waivers. What it says itself stays; what comes is still to be sent. */
export function deskWith(desk: Desk, other: Desk): Desk {
  const assessments = { ...desk.assessments }
  const changed = Object.entries(other.assessments).flatMap(([rubric, { selfAssessment, claims }]) => {
    const own = assessments[rubric] ?? blankAssessment
    const joined = {
      selfAssessment: { ...selfAssessment, ...own.selfAssessment },
      claims: { ...claims, ...own.claims },
    }
    if (canonical(joined) === canonical(own)) return []
    assessments[rubric] = joined
    return [rubric]
  })
  const waivers = other.waivers.filter(({ key }) => !desk.waivers.some((one) => one.key === key))
  return {
    ...desk,
    assessments,
    unsentAssessments: [...new Set([...desk.unsentAssessments, ...changed])],
    waivers: [...desk.waivers, ...waivers],
    unsentWaivers: [...new Set([...desk.unsentWaivers, ...waivers.map(({ key }) => key)])],
  }
}
