import type { LedgerRecord } from '../model/ledger.js'
import type { Entry } from './entry.js'
import { measure } from './evaluate.js'
import type { Case, FactRead } from './explain.js'
import { parseFactPath } from './facts.js'
import { changeByFacts, gainOfFact } from './gain.js'
import { isNeedless, outlineOf } from './outline.js'
import { and } from './sparing.js'
import type { Uncounted } from './gaining.js'

/** One fact compared in an item: the statements it may rest on, and what its own statement falls short of. */
export interface FactNote {
  kind: string
  list: readonly Entry[]
  /** The statement the fact was read from. */
  entry: Entry | undefined
  /** Why that statement earns nothing; undefined where there is nothing to say, or another fact of it says all. */
  uncounted: Uncounted | undefined
  /** How many things the fix asks for. */
  asks: number
}

export function factNotes(input: Case): FactNote[] {
  const notes = input.facts.map((fact): FactNote => {
    const path = parseFactPath(fact.condition.path)
    return {
      kind: path.kind,
      list: input.view.store.statements(path),
      entry: fact.entry,
      uncounted: undefined,
      asks: 0,
    }
  })
  for (let i = 0; i < notes.length; i++) {
    const { entry } = notes[i] as FactNote
    if (entry && notes.findIndex((one) => one.entry === entry) === i) noteStatement(input, notes, entry, i)
  }
  return notes
}

/** What there is to say of one statement, told with the first fact of it that falls short. */
function noteStatement(input: Case, notes: readonly FactNote[], entry: Entry, first: number): void {
  const { facts } = input
  let failing: FactRead[] | undefined
  let at = first
  for (let i = first; i < facts.length; i++) {
    const one = facts[i] as FactRead
    if (one.entry !== entry || (one.value !== undefined && one.condition.passes(one.value))) continue
    if (!failing) at = i
    failing = and(failing, one)
  }
  const note = notes[at] as FactNote
  if (!failing) {
    note.uncounted = enoughItself(input, entry, facts[first] as FactRead)
    return
  }
  const asked = failing.length > 1 ? failing.filter((one) => !isSpared(input, one)) : failing
  const all = asked.length > 0 ? asked : failing
  note.uncounted = shortfall(input, entry, all)
  note.asks = all.length
}

const isSpared = ({ view, rule }: Case, { condition: { path } }: FactRead): boolean =>
  isNeedless(view, rule, (what) => what === path)

/** How a statement that ended is told. */
export const ended = ({ until }: LedgerRecord): string =>
  until === undefined ? '' : `到 ${until} 为止；续上了的，另登记一条`

/** What one statement falls short of: all of it, the first in clause order giving the reason. */
function shortfall(input: Case, entry: Entry, all: readonly FactRead[]): Uncounted {
  const { view } = input
  const { asOf, readingDay } = view.moment
  const { record } = entry
  const says = (reason: Uncounted['reason'], fix: string, gain: number, mendable = false): Uncounted => ({ entry, reason, fix: fix !== '' && gain > 0 ? `${fix}，即 +${input.scale.toFigure(gain)}` : fix, gain, mendable }) // prettier-ignore
  const isOver = all.some(({ condition: { at } }) => record.until !== undefined && record.until < (at === 'asOf' ? asOf : readingDay)) // prettier-ignore
  if (isOver) return says('notInForce', ended(record), 0)
  const gainOf = (some: readonly FactRead[]): number =>
    some.length === 1 ? gainOfFact(input, some[0] as FactRead) : Math.max(0, changeByFacts(input, some))
  const wish = onceEach(all, gainOf)
  const gain = input.mostGain > 0 ? gainOf(wish) : 0
  const kept = outlineOf(input.rule).hasAlternatives ? nearest(wish, gainOf, gain) : wish
  if (record.fields.holds === false)
    return says('statedNo', `如果现在已经做到，另登记一条“是”${fieldsOf(input, kept)}`, gain)
  const [{ value, condition }] = kept as [FactRead]
  const short = typeof value === 'number' && (condition.test.min !== undefined || condition.test.above !== undefined)
  const reason = value === undefined ? 'fieldMissing' : short ? 'belowMinimum' : 'fieldDiffers'
  const fix = wantedOf(input, kept)
  return says(
    reason,
    fix.join('；'),
    gain,
    kept.every((one) => one.value === undefined),
  )
}

/** The fields that a new statement has to fill in: `（填写固定办公场所、面积）`; nothing where it is enough that there is one. */
function fieldsOf({ words }: Case, facts: readonly FactRead[]): string {
  const paths = facts.map(({ condition }) => condition.path).filter((path) => path.includes('.'))
  const labels = paths.map((path) => {
    const { kind, field } = parseFactPath(path)
    return words.field(kind, field)
  })
  return labels.length > 0 ? `（填写${[...new Set(labels)].join('、')}）` : ''
}

/** One value for each fact: where several would do, the one that brings most. */
function onceEach(all: readonly FactRead[], gainOf: (some: readonly FactRead[]) => number): readonly FactRead[] {
  if (all.length < 2) return all
  const pathOf = ({ condition }: FactRead): string => condition.path
  let best = all.filter((one, i) => all.findIndex((other) => pathOf(other) === pathOf(one)) === i)
  if (best.length === all.length) return all
  for (const one of all.filter((other) => !best.includes(other))) {
    const changed = best.map((other) => (pathOf(other) === pathOf(one) ? one : other))
    if (gainOf(changed) > gainOf(best)) best = changed
  }
  return best
}

/** Of alternatives as few as bring as much; what is stated otherwise is given up before what is short or open. */
function nearest(
  all: readonly FactRead[],
  gainOf: (some: readonly FactRead[]) => number,
  gain: number,
): readonly FactRead[] {
  if (all.length < 2 || gain <= 0) return all
  let kept = all
  for (const one of [...all.filter(isStatedOtherwise), ...[...all].reverse()]) {
    const rest = kept.filter((other) => other !== one)
    if (rest.length < kept.length && rest.length > 0 && gainOf(rest) >= gain) kept = rest
  }
  return kept
}

/** Another value is stated, not merely a number that is short. */
export const isStatedOtherwise = ({ value }: FactRead): boolean => value !== undefined && typeof value !== 'number'

/** What is wanted of one statement; several things it leaves open are named together. */
function wantedOf(input: Case, facts: readonly FactRead[]): string[] {
  const { words } = input
  const open = facts.filter(({ value, condition }) => value === undefined && condition.path.includes('.'))
  if (open.length < 2) return facts.map((one) => wanted(input, one)).filter((one) => one !== '')
  const parts = open.map(({ condition: { path } }) => {
    const { kind, field } = parseFactPath(path)
    return words.field(kind, field)
  })
  const whole = words.fact(parseFactPath(open[0]?.condition.path ?? '').whole)
  const others = facts.filter((one) => !open.includes(one)).map((one) => wanted(input, one))
  const said = `补填${whole}（${[...new Set(parts)].join('、')}）`
  return [...others.filter((one) => one !== ''), said]
}

function wanted({ words }: Case, { condition: { path, test }, value }: FactRead): string {
  if (value === undefined) return `补填${words.fact(path)}`
  if (!path.includes('.')) return ''
  const { kind, field } = parseFactPath(path)
  const now = typeof value === 'number' ? `，现为 ${value}${words.unit(kind, field)}` : ''
  return `${words.fact(path)}要${words.factTest(path, test)}${now}`
}

/** A statement that says what it is asked: what else is wanting. */
function enoughItself(input: Case, entry: Entry, { condition }: FactRead): Uncounted | undefined {
  if (input.maximum <= 0) return undefined
  const says = (reason: Uncounted['reason'], fix: string): Uncounted => ({
    entry,
    reason,
    fix,
    gain: 0,
    mendable: false,
  })
  if (input.worth.estimate >= input.maximum) return says('capReached', '')
  return says('notEnoughYet', shareTold(input, condition.path))
}

/** A share that is too small, with its numbers. */
function shareTold({ view, words, rule }: Case, path: string): string {
  const { shares } = outlineOf(rule)
  for (const {
    ratio: [part, whole],
    min,
    of,
  } of shares) {
    if (part !== path && whole !== path) continue
    const { low } = measure(view, of)
    const percent = (share: number): number => Math.floor(share * 1000 + 1e-9) / 10
    if (low < min) return `${words.fact(part)}要达到${words.fact(whole)}的 ${percent(min)}%，现为 ${percent(low)}%`
  }
  return ''
}
