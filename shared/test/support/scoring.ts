import {
  createScorer,
  readCycle,
  readLedger,
  score,
  serialiseScorecard,
  type FlatRecord,
  type Ledger,
  type Rubric,
  type Scorecard,
  type Scorer,
  type ScoreInput,
} from '@xingji/shared'
import { catalog, rubric as projectRubric } from './project-rubrics'

type ItemCard = Scorecard['sections'][number]['items'][number]

/** What a test says about a society, in the words of a ledger file. Records without an id are r1, r2 … in order. */
export interface Told {
  asOf?: string
  cycle?: unknown
  society?: Record<string, unknown>
  records?: FlatRecord[]
  selfAssessment?: Record<string, unknown>
  claims?: Record<string, string>
  reviews?: Record<string, unknown>
  rubric?: Rubric
  catalog?: ScoreInput['catalog']
}

/** A scorecard with its items at hand. */
export interface ToldCard {
  card: Scorecard
  scorer: Scorer
  item(id: string): ItemCard
  gate(id: string): Scorecard['gates'][number]
  /** The item's record in `notCounted`. */
  left(item: string, record: string): ItemCard['notCounted'][number] | undefined
}

const ok = <T>(result: { ok: true; value: T } | { ok: false; problems: { path: string; message: string }[] }): T => {
  if (!result.ok) throw new Error(result.problems.map((one) => `${one.path}: ${one.message}`).join('\n'))
  return result.value
}

/** What a test told, read as a ledger file would be. */
export function inputOf(rubricId: string, told: Told): ScoreInput {
  const rubric = told.rubric ?? projectRubric(rubricId)
  const own = (value: unknown): unknown => (value === undefined ? undefined : { [rubric.id]: value })
  const records = (told.records ?? []).map((one, i) => ({ id: `r${i + 1}`, ...one }))
  const ledger: Ledger = ok(
    readLedger(
      {
        society: told.society,
        records,
        selfAssessment: own(told.selfAssessment),
        claims: own(told.claims),
        reviews: own(told.reviews),
      },
      told.catalog ?? catalog,
      [rubric],
    ),
  )
  return {
    rubric,
    catalog: told.catalog ?? catalog,
    asOf: told.asOf ?? '2018-12-31',
    ...(told.cycle === undefined ? {} : { cycle: ok(readCycle(told.cycle, rubric)) }),
    society: ledger.society,
    selfAssessment: ledger.selfAssessment[rubric.id] ?? {},
    claims: ledger.claims[rubric.id] ?? {},
    reviews: ledger.reviews[rubric.id] ?? {},
    records: ledger.records,
  }
}

/** Scores what a test tells. */
export function scoreOf(rubricId: string, told: Told): ToldCard {
  const scorer = createScorer(inputOf(rubricId, told))
  const card = scorer.scorecard()
  const found = <T>(one: T | undefined, id: string): T => {
    if (one === undefined) throw new Error(`no ${id} on the card`)
    return one
  }
  const item = (id: string): ItemCard =>
    found(
      card.sections.flatMap((section) => section.items).find((one) => one.id === id),
      id,
    )
  return {
    card,
    scorer,
    item,
    gate: (id) =>
      found(
        card.gates.find((one) => one.id === id),
        id,
      ),
    left: (id, record) => item(id).notCounted.find((one) => one.record === record),
  }
}

/** The bytes of a scorecard of these inputs. */
export const bytesOf = (input: ScoreInput): string => serialiseScorecard(score(input))

/** The three figures as [secured, estimate, potential]. */
export const figures = ({ points }: ItemCard): [number, number, number] => [
  points.secured,
  points.estimate,
  points.potential,
]
