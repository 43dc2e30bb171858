import { passes } from './compare.js'
import type { Entry } from './entry.js'
import type { Case, FactRead } from './explain.js'
import { parseFactPath } from './facts.js'
import type { Scale } from './scale.js'
import type { Uncounted } from './uncounted.js'
import { gainOfFact } from './gain.js'

/** One fact compared in an item: the statements it may rest on, and what its own statement falls short of. */
export interface FactNote {
  kind: string
  list: readonly Entry[]
  /** The statement the fact was read from. */
  entry: Entry | undefined
  /** Why that statement earns nothing; undefined where there is nothing to say. */
  uncounted: Uncounted | undefined
}

export function factNotes(input: Case): FactNote[] {
  return input.facts.map((fact): FactNote => {
    const path = parseFactPath(fact.condition.path)
    return {
      kind: path.kind,
      list: input.view.store.statements(path),
      entry: fact.entry,
      uncounted: fact.entry && shortfall(input, fact, fact.entry, path.field),
    }
  })
}

function shortfall(input: Case, fact: FactRead, entry: Entry, field: string): Uncounted | undefined {
  const { view, words, scale } = input
  const { condition, value } = fact
  const says = (reason: Uncounted['reason'], fix: string, gain: number, mendable = false): Uncounted => ({
    entry,
    reason,
    fix,
    gain,
    mendable,
  })
  if (value !== undefined && passes(value, condition.test))
    return input.maximum > 0 ? says(input.worth.estimate > 0 ? 'capReached' : 'notEnoughYet', '', 0) : undefined
  const { record } = entry
  const { asOf, readingDay } = view.moment
  const isOver = record.until !== undefined && record.until < (condition.at === 'asOf' ? asOf : readingDay)
  if (isOver) return says('notInForce', '', 0)
  const gain = gainOfFact(input, fact)
  if (record.fields.holds === false)
    return says('statedNo', withGain('如果现在已经做到，另登记一条“是”', gain, scale), gain)
  const label = words.fact(condition.path)
  if (value === undefined) return says('fieldMissing', withGain(`补填${label}`, gain, scale), gain, true)
  const short = typeof value === 'number' && (condition.test.min !== undefined || condition.test.above !== undefined)
  const want = field === 'holds' ? '' : `${label}要${words.factTest(condition.path, condition.test)}`
  return says(short ? 'belowMinimum' : 'fieldDiffers', want === '' ? '' : withGain(want, gain, scale), gain)
}

const withGain = (fix: string, gain: number, scale: Scale): string =>
  gain > 0 ? `${fix}，即 +${scale.toFigure(gain)}` : fix
