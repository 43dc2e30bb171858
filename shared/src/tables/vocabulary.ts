import type { Catalog, ColumnRole, Field, Kind, Option } from '../model/catalog.js'
import { plainText, plainWord } from './text.js'

/** A kind recognised by its wording, with what the wording says of it beside. */
export interface KindMatch {
  kind: Kind
  /** A flag or an option the wording stands for: “党课” is a Party activity with study. */
  sets: Readonly<Record<string, boolean | string>>
  /** The whole cell is the wording, not only a part of it. */
  exact: boolean
}

interface KindWord extends Omit<KindMatch, 'exact'> {
  word: string
  /** Of the kind itself, not of one of its flags or options. */
  own: boolean
}

/** How well a heading fits: 100 to the letter, else the share of it that is understood. */
export interface HeadingFit {
  score: number
}

const least = 50

/** The wordings of a catalog, made searchable once. */
export class Vocabulary {
  private readonly kindWords: KindWord[]
  private readonly headings = new Map<Field, string[]>()
  private readonly wordings = new Map<Field, { option: Option; word: string }[]>()
  private readonly byWord = new Map<string, KindWord>()
  private readonly roleWords: { role: ColumnRole; word: string }[]
  private readonly yes: ReadonlySet<string>
  private readonly no: ReadonlySet<string>
  private readonly blank: ReadonlySet<string>
  private readonly bodyWords: { id: string; word: string }[]
  private readonly exactHeadings: ReadonlySet<string>

  constructor(readonly catalog: Catalog) {
    this.kindWords = kindWordsOf(catalog)
    for (const one of this.kindWords) this.byWord.set(one.word, one)
    const { tableWords } = catalog
    this.roleWords = Object.entries(tableWords?.columns ?? {}).flatMap(([role, words]) =>
      words.map((word) => ({ role: role as ColumnRole, word: plainWord(word) })),
    )
    const set = (words: readonly string[] | undefined): ReadonlySet<string> =>
      new Set(words?.map((word) => plainText(word).toLowerCase()))
    this.yes = set(tableWords?.yes)
    this.no = set(tableWords?.no)
    this.blank = set(tableWords?.nothing)
    this.bodyWords = catalog.bodies
      .flatMap((body) =>
        [body.id, body.label, ...(body.words ?? [])].map((word) => ({ id: body.id, word: plainWord(word) })),
      )
      .sort(longestFirst)
    this.exactHeadings = new Set(
      catalog.kinds.flatMap((kind) => kind.fields.flatMap((field) => this.headingsOf(field))),
    )
  }

  /** The kind a cell names, to the letter or by the longest wording in it; several kinds: undefined. */
  kindOf(text: string): KindMatch | undefined {
    const plain = plainWord(text)
    if (plain === '') return undefined
    const whole = this.byWord.get(plain)
    if (whole) return { kind: whole.kind, sets: whole.sets, exact: true }
    // “常务理事会会议” is a meeting, not the council: a standing fact must be most of what stands there.
    const inside = this.kindWords.filter(
      (one) =>
        one.own &&
        one.word.length >= 2 &&
        plain.includes(one.word) &&
        (one.kind.time !== 'statement' || one.word.length / plain.length > 0.6),
    )
    const longest = Math.max(0, ...inside.map((one) => one.word.length))
    const best = inside.filter((one) => one.word.length === longest)
    if (best.length === 0 || best.some((one) => one.kind !== best[0]!.kind)) return undefined
    return { kind: best[0]!.kind, sets: {}, exact: false }
  }

  /** What a heading says a column is, beside a field. */
  roleOf(heading: string): { role: ColumnRole; score: number } | undefined {
    const plain = plainWord(heading)
    return bestOf(this.roleWords, (one) => fit(plain, one.word))
  }

  /** The field of a kind a heading names. */
  fieldOf(heading: string, kind: Kind): { field: Field; score: number } | undefined {
    const plain = plainWord(heading)
    return bestOf(
      kind.fields.map((field) => ({ field })),
      ({ field }) => Math.max(...this.headingsOf(field).map((word) => fit(plain, word))),
    )
  }

  isFieldHeading(heading: string): boolean {
    return this.exactHeadings.has(plainWord(heading))
  }

  /** The field a heading fits best among these kinds. */
  bestField(heading: string, kinds: readonly Kind[]): { field: Field; score: number } | undefined {
    return heading === ''
      ? undefined
      : bestOf(
          kinds.flatMap((kind) => this.fieldOf(heading, kind) ?? []),
          (one) => one.score,
        )
  }

  /** By kind, the field this heading means there. */
  fieldsUnder(heading: string): Record<string, string> {
    return Object.fromEntries(
      this.catalog.kinds.flatMap((kind) => {
        const found = this.fieldOf(heading, kind)
        return found ? [[kind.id, found.field.id]] : []
      }),
    )
  }

  /** How well a heading fits the best field of a kind. */
  scoreOf(heading: string, kindId: string): number {
    const kind = this.catalog.kinds.find((one) => one.id === kindId)
    return (kind && this.fieldOf(heading, kind)?.score) ?? 0
  }

  private headingsOf(field: Field): string[] {
    let headings = this.headings.get(field)
    if (!headings) {
      const shared = this.catalog.tableWords?.fields[field.id] ?? []
      headings = [field.label, field.id, ...(field.aliases ?? []), ...(field.words ?? []), ...shared].map(plainWord)
      this.headings.set(field, headings)
    }
    return headings
  }

  /** Options a cell may mean: one, to the letter or by the longest wording in it; several; or none. */
  optionsOf(text: string, field: Field): Option[] {
    const plain = plainWord(text)
    const wordings = this.wordingsOf(field)
    const whole = wordings.filter((one) => one.word === plain)
    if (whole.length > 0) return distinct(whole.map((one) => one.option))
    const inside = wordings.filter((one) => one.word.length > 0 && plain.includes(one.word))
    const longest = Math.max(0, ...inside.map((one) => one.word.length))
    return distinct(inside.filter((one) => one.word.length === longest).map((one) => one.option))
  }

  private wordingsOf(field: Field): { option: Option; word: string }[] {
    let wordings = this.wordings.get(field)
    if (!wordings) {
      wordings = (field.options ?? []).flatMap((option) =>
        [option.id, option.label, ...(option.aliases ?? []), ...(option.words ?? []), ...parts(option.label)].map(
          (word) => ({ option, word: plainWord(word) }),
        ),
      )
      this.wordings.set(field, wordings)
    }
    return wordings
  }

  /** Yes, no, or neither. */
  truthOf(text: string): boolean | undefined {
    const plain = plainText(text).toLowerCase()
    if (this.yes.has(plain)) return true
    return this.no.has(plain) ? false : undefined
  }

  /** Written where there is nothing to say: `/`, `不详`. */
  saysNothing(text: string): boolean {
    const plain = plainText(text).toLowerCase()
    return plain === '' || this.blank.has(plain)
  }

  /** The body a text names, and what is left of the text. */
  bodyOf(text: string): { id: string; word: string } | undefined {
    const plain = plainWord(text)
    return this.bodyWords.find((one) => one.word !== '' && plain.includes(one.word))
  }

  isTotal(text: string): boolean {
    const plain = plainWord(text)
    return (this.catalog.tableWords?.totals ?? [])
      .map(plainWord)
      .some((word) => plain.startsWith(word) && /^[\d共次场项个人条]*$/.test(plain.slice(word.length)))
  }

  isRemark(text: string): boolean {
    const plain = plainText(text).replace(/\s+/g, '')
    return (this.catalog.tableWords?.remarks ?? []).some((word) => {
      const start = plainText(word)
      return plain.startsWith(start) && (/[:)]$/.test(start) || /^[:\d]|^$/.test(plain.slice(start.length)))
    })
  }
}

const built = new WeakMap<Catalog, Vocabulary>()

export function vocabularyOf(catalog: Catalog): Vocabulary {
  let vocabulary = built.get(catalog)
  if (!vocabulary) built.set(catalog, (vocabulary = new Vocabulary(catalog)))
  return vocabulary
}

const longestFirst = (a: { word: string }, b: { word: string }): number => b.word.length - a.word.length
const distinct = <T>(list: readonly T[]): T[] => [...new Set(list)]
/** `光电子、激光` and `学会（协会、研究会）` name each of their parts. */
const parts = (label: string): string[] => {
  const split = plainText(label)
    .split(/[、,()]/)
    .filter((part) => part.length > 1)
  return split.length > 1 ? split : []
}

/** 100 to the letter; a heading with more around a wording of three signs or more fits by the share that is understood. */
function fit(heading: string, word: string): number {
  if (word === '' || heading === '') return 0
  if (heading === word) return 100
  if (word.length < 2 || !heading.includes(word)) return 0
  const share = (word.length / heading.length) * 90
  return word.length >= 3 ? Math.max(share, least) : share
}

function bestOf<T>(list: readonly T[], scoreOf: (one: T) => number): (T & HeadingFit) | undefined {
  let best: (T & HeadingFit) | undefined
  for (const one of list) {
    const score = scoreOf(one)
    if (score >= least && score > (best?.score ?? 0)) best = { ...one, score }
  }
  return best
}

/** Wordings that name one kind: its own, and those of a flag or an option that only one kind has. */
function kindWordsOf(catalog: Catalog): KindWord[] {
  const own = catalog.kinds.flatMap((kind) =>
    [kind.id, ...(kind.aliases ?? []), kind.label, ...(kind.words ?? [])].map((word) => ({
      word: plainWord(word),
      kind,
      sets: {},
      own: true,
    })),
  )
  const taken = new Set(own.map((one) => one.word))
  const inner = catalog.kinds.flatMap((kind) =>
    kind.fields.flatMap((field) => [
      ...(field.type === 'boolean' ? [field.label, ...(field.words ?? [])] : []).map((word) => ({
        word: plainWord(word),
        kind,
        sets: { [field.id]: true as boolean | string },
        own: false,
      })),
      ...(field.options ?? []).flatMap((option) =>
        [...(option.label.length > 2 ? [option.label] : []), ...(option.words ?? [])].map((word) => ({
          word: plainWord(word),
          kind,
          sets: { [field.id]: option.id as boolean | string },
          own: false,
        })),
      ),
    ]),
  )
  const uses = new Map<string, Set<Kind>>()
  for (const one of inner) uses.set(one.word, (uses.get(one.word) ?? new Set()).add(one.kind))
  const telling = inner.filter((one) => one.word.length >= 2 && !taken.has(one.word) && uses.get(one.word)!.size === 1)
  const firsts = new Map<string, KindWord>()
  for (const one of telling) if (!firsts.has(one.word)) firsts.set(one.word, one)
  // A kind's own wording may be one of its options too: “走访慰问”.
  const whole = own.map((one) => ({
    ...one,
    sets: inner.find(({ word, kind }) => word === one.word && kind === one.kind)?.sets ?? {},
  }))
  return [...whole, ...firsts.values()]
}
