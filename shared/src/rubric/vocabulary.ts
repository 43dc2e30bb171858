/** Keys one place of a file may have, and those it must have. */
export interface Table {
  readonly keys: readonly string[]
  readonly needed: readonly string[]
}

const words = (text: string): string[] => text.split(' ').filter((word) => word !== '')
/** A table from two lists of words: the needed keys, then the others. */
const table = (needed: string, others = ''): Table => ({ keys: words(`${needed} ${others}`), needed: words(needed) })

/**
 * Every key table of the rubric, edition, catalog and case files. The loader reads by them and the JSON Schemas for editors
 * are generated from them: there is no other list of keys.
 */
export const tables = {
  rubric: table(
    'id title edition source maximum sections',
    'minEngine deductions indicators window rating due settings gates groups duties stages',
  ),
  source: table('title', 'number issued issuer'),
  indicators: table('', 'first second'),
  window: table('from to'),
  rating: table('per max', 'bands'),
  band: table('min label'),
  due: table('id label', 'default'),
  setting: table('id label unit', 'default'),
  gate: table('id title clause when', 'due'),
  group: table('title sections maximum'),
  section: table('id title maximum items', 'apportioned minimum weights'),
  item: table('id title clause', 'maximum deduction bonus future reading readings rule'),
  readings: table('default choices'),
  choice: table('id label rule'),
  duty: table('id title clause item action', 'once each done count target valid due within opens soon whole'),
  dutyDone: table('', 'filed record'),
  dutyFiled: table('to', 'when'),
  span: table('', 'days months'),
  stage: table('id title', 'from to'),

  ruleBase: table('', 'id label onlyWhen'),
  step: table('points', 'min above'),
  case: table('', 'when else rule'),

  all: table('all'),
  any: table('any'),
  none: table('none'),
  always: table('always'),
  filedCondition: table('filed'),
  every: table('every has', 'emptyNeeds'),
  eachYear: table('eachYear has', 'since'),
  compare: table('', 'min max above below odd is in'),
  fieldCompare: table('', 'min max above below odd is in stated'),
  measureExtra: table('', 'field by at'),
  selector: table('kind', 'where not any filed window year exclusive'),
  selectorWindow: table('', 'years from to'),
  requirement: table('', 'where filed filings'),
  filings: table('to'),
  filed: table('to', 'by within'),

  catalog: table('version groups bodies', 'tableWords'),
  labelled: table('id label'),
  body: table('id label', 'words'),
  kind: table('id label group time fields', 'help deed per bodies aliases words'),
  deed: table('verb', 'unit thing'),
  field: table('id label type', 'unit min max options required atMost audience usual assume help aliases words'),
  option: table('id label', 'named aliases words'),
  tableWords: table('columns fields yes no nothing totals remarks'),

  edition: table(
    'edition basedOn',
    'title minEngine source maximum deductions indicators window rating due settings groups gates sections items duties stages removed added',
  ),
  editionSection: table('', 'title maximum apportioned minimum weights'),
  editionGate: table('', 'title clause when due'),
  editionItem: table('', 'title clause maximum deduction bonus future reading readings rule'),
  added: table('', 'section after item gate'),

  caseEntry: table('case why asOf expect', 'item cycle society records selfAssessment claims reviews'),
  dutyCase: table('duty case why expect', 'of cycle society records selfAssessment claims reviews waived'),
  dutyExpect: table('status', 'due opens doneOn stake upTo stars gates whole lost progress nextBy tooLate asks'),

  caseItem: table('', 'secured estimate potential outcome met atRisk counted notCounted missing'),
  caseExpect: table('', 'gates eligible total stars bands sections next atRisk'),
} as const satisfies Record<string, Table>

/** What a rule may be, by its leading key; the first that is there decides. */
export const shapes: Readonly<Record<string, Table>> = {
  points: table('points', 'when unless due'),
  steps: table('steps of'),
  each: table('each of', 'first cap'),
  grade: table('grade of', 'field'),
  judged: table('judged', 'needs grades'),
  sum: table('sum', 'cap floor'),
  best: table('best'),
  cases: table('cases'),
  share: table('share when'),
  full: table('full minus', 'floor'),
  list: table('list'),
}

/** What can be measured, by its leading key. `max` is `largest` when it carries a selector. */
export const measureKeys = ['count', 'total', 'largest', 'distinct', 'fact', 'ratio', 'tally'] as const

export const times = ['event', 'period', 'statement', 'yearly'] as const
export const fieldTypes = ['boolean', 'integer', 'number', 'enum', 'text', 'day'] as const
/** Calendar units that records can be counted apart by. */
export const calendarUnits = ['month', 'quarter', 'year'] as const
/** What a duty asks, by its leading key; none of them: that its item be met. */
export const dutyForms = ['once', 'each', 'count', 'valid'] as const
