import { addDays, type DueDate, type Gate, type Rubric, type RubricItem, type RubricSection, type Setting } from '@xingji/shared' // prettier-ignore
import { conditionVariants } from './condition.js'
import type { Names } from './names.js'
import { ruleVariants } from './rule.js'
import { inKey, inList, inMap, lift, steps, variant, without, withoutEach, type Variant } from './variant.js'

/** A rubric with one change of its law. */
export interface Mutant {
  /** `cast-2018 3.2 rule.steps[1].min 2 -> 3`. */
  name: string
  /** The item or gate changed; undefined for what concerns the whole rubric. */
  part: string | undefined
  rubric: Rubric
}

const number = (value: number): Variant<number>[] => steps(value)

/** One mutant for each single change of what a rubric's canonical form says of points, conditions and days. */
export function mutantsOf(rubric: Rubric, names: Names): Mutant[] {
  const named = (part: string | undefined, variants: Variant<Rubric>[]): Mutant[] =>
    variants.map(({ path, change, value }) => ({
      name: [rubric.id, part, path.replace(/^\./, ''), change].filter((one) => one).join(' '),
      part,
      rubric: value,
    }))
  return [
    ...named(undefined, wholeVariants(rubric)),
    ...rubric.gates.flatMap((gate, i) =>
      named(
        gate.id,
        lift(gateVariants(gate, names), '', (one) => ({ ...rubric, gates: put(rubric.gates, i, one) })),
      ),
    ),
    ...rubric.sections.flatMap((section, s) =>
      section.items.flatMap((item, i) =>
        named(
          item.id,
          lift(itemVariants(item, names), '', (one) => ({
            ...rubric,
            sections: put(rubric.sections, s, { ...section, items: put(section.items, i, one) }),
          })),
        ),
      ),
    ),
  ]
}

const put = <T>(list: readonly T[], at: number, one: T): T[] => list.map((other, i) => (i === at ? one : other))

function wholeVariants(rubric: Rubric): Variant<Rubric>[] {
  const { rating } = rubric
  return [
    ...inKey(rubric, 'maximum', number),
    ...inKey(rubric, 'deductions', number),
    ...inKey(rubric, 'indicators', (one) => [...inKey(one, 'first', number), ...inKey(one, 'second', number)]),
    ...inKey(rubric, 'window', ({ from, to }) =>
      [-1, 1].flatMap((by) => [
        variant(`${from} -> ${addDays(from, by)}`, { from: addDays(from, by), to }, '.from'),
        variant(`${to} -> ${addDays(to, by)}`, { from, to: addDays(to, by) }, '.to'),
      ]),
    ),
    ...without(rubric, 'window'),
    ...(rating
      ? inKey(rubric, 'rating', () => [
          ...inKey(rating, 'per', number),
          ...inKey(rating, 'max', number),
          ...inKey(rating, 'bands', (bands) => [
            ...inList(bands, (band) => inKey(band, 'min', number)),
            ...withoutEach(bands),
          ]),
        ])
      : []),
    ...without(rubric, 'rating'),
    ...inKey(rubric, 'due', (list) => inList(list, (due) => (bearsPoints(rubric, due) ? dueVariants(due) : []))),
    ...inKey(rubric, 'settings', (list) =>
      inList(list, (one) => (bearsPoints(rubric, one) ? settingVariants(one) : [])),
    ),
    ...inKey(rubric, 'groups', (list) =>
      inList(list, (group) => [...inKey(group, 'maximum', number), ...inKey(group, 'sections', withoutEach)]),
    ),
    ...inKey(rubric, 'sections', (list) => inList(list, sectionVariants)),
  ]
}

/** Whether a rule or a gate reads a due date or setting; those of duties alone carry no points. */
const bearsPoints = ({ gates, sections }: Rubric, { id }: { id: string }): boolean =>
  ['by', 'due', 'within'].some((key) => JSON.stringify([gates, sections]).includes(`"${key}":${JSON.stringify(id)}`))

function dueVariants(due: DueDate): Variant<DueDate>[] {
  const { default: given } = due
  const others: (string | null)[] = given === null ? ['cycle-end'] : [null]
  if (given !== null && given !== 'cycle-end')
    for (const by of [-1, 1]) others.push(addDays(`2001-${given}`, by).slice(5))
  return others.map((one) => variant(`${given} -> ${one}`, { ...due, default: one }, '.default'))
}

function settingVariants(setting: Setting): Variant<Setting>[] {
  const { default: given } = setting
  const others = given === null ? [30] : [given - 1, given + 1, null]
  return others.map((one) => variant(`${given} -> ${one}`, { ...setting, default: one }, '.default'))
}

function sectionVariants(section: RubricSection): Variant<RubricSection>[] {
  return [
    ...inKey(section, 'maximum', number),
    ...without(section, 'apportioned'),
    ...inKey(section, 'minimum', number),
    ...without(section, 'minimum'),
    ...inKey(section, 'weights', (weights) => inMap(weights, number)),
    ...without(section, 'weights'),
  ]
}

const gateVariants = (gate: Gate, names: Names): Variant<Gate>[] => [
  ...inKey(gate, 'when', (one) => conditionVariants(one, names)),
  ...without(gate, 'due'),
]

function itemVariants(item: RubricItem, names: Names): Variant<RubricItem>[] {
  const { readings } = item
  return [
    ...inKey(item, 'maximum', number),
    ...inKey(item, 'deduction', number),
    ...without(item, 'bonus'),
    ...without(item, 'future'),
    ...(readings ? readingVariants(item, readings, names) : inKey(item, 'rule', (one) => ruleVariants(one, names))),
  ]
}

function readingVariants(
  item: RubricItem,
  readings: NonNullable<RubricItem['readings']>,
  names: Names,
): Variant<RubricItem>[] {
  const { choices } = readings
  const others = choices.filter((one) => one.id !== readings.default)
  return [
    ...others.map((one) =>
      variant(
        `${readings.default} -> ${one.id}`,
        { ...item, readings: { ...readings, default: one.id } },
        '.readings.default',
      ),
    ),
    ...choices.flatMap((choice, i) =>
      lift(ruleVariants(choice.rule, names), `.readings.${choice.id}`, (rule) => ({
        ...item,
        readings: { ...readings, choices: put(choices, i, { ...choice, rule }) },
      })),
    ),
  ]
}
