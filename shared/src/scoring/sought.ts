import type { AroundFilings, FieldTest, FiledTest, Requirement, Selector } from '../model/rubric.js'
import { testOfField, type Passes } from './compare.js'
import { onceFor } from './sparing.js'

/** A comparison of one field. */
export class Asked {
  readonly passes: Passes
  /** What the record itself says is asked for, not what its silence means. */
  readonly isSaid: boolean

  constructor(
    readonly field: string,
    readonly test: FieldTest,
  ) {
    this.passes = testOfField(test)
    this.isSaid = typeof test === 'object' && !Array.isArray(test) && test.stated === true
  }
}

/**
 * A selector or requirement laid out for matching: the same shape whatever it asks, since engines read what comes in many
 * shapes slowly.
 */
export class Sought {
  readonly kind: readonly string[]
  readonly either: readonly Sought[] | undefined
  readonly where: readonly Asked[]
  readonly not: readonly Asked[]
  readonly any: readonly Sought[] | undefined
  readonly filed: FiledTest | undefined
  readonly filings: AroundFilings | undefined
  readonly window: Selector['window']
  readonly year: readonly number[] | undefined

  constructor(asked: Partial<Selector> & Pick<Requirement, 'filings'>) {
    this.kind = asked.kind ?? []
    this.either = asked.either?.map((one) => new Sought(one))
    this.where = listed(asked.where)
    this.not = listed(asked.not)
    this.any = asked.any?.map((where) => new Sought({ where }))
    this.filed = asked.filed
    this.filings = asked.filings
    this.window = asked.window
    this.year = asked.year
  }
}

const listed = (tests: Readonly<Record<string, FieldTest>> = {}): Asked[] =>
  Object.entries(tests).map(([field, test]) => new Asked(field, test))

/** What a selector asks for; worked out once for each. */
export const soughtBy = onceFor((selector: Selector) => new Sought(selector))

/** The same, leaving its filing aside. */
export const soughtUnfiled = onceFor(({ filed: _filed, ...asked }: Selector) => new Sought(asked))
