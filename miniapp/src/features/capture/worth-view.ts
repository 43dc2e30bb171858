import { indexCatalog, type Catalog, type Kind, type Rubric, type Want } from '@xingji/shared'
import type { Worth } from '../../data/scores'
import { kindsOf } from '../explain/item-view'
import { shortNames } from '../rubric-names'
import { signed } from '../words'

/** One rubric's answer. */
export interface WorthLine {
  rubric: string
  title: string
  figure: string
  note: string
}
/** What the record being written will earn, for the bar above the save button and for the sheet behind it. */
export interface WorthView {
  /** `中国科协 0 已封顶 · 武汉市科协 +1`. */
  summary: string
  /** `再填“参加人数”，满 200 人 → 武汉市科协 +2`. */
  hints: string[]
  lines: WorthLine[]
}

const notes = {
  gains: '存下来就加',
  lowers: '这一条会扣分',
  full: '相关的项已经加满，再记不加分',
  notYet: '已计入，但还没有达到要求，要和别的记录合起来',
  judged: '由专家打分，填了自评分才加进预估',
  incomplete: '照现在填的还不加分',
  notAsked: '这套标准不看这一类记录',
}
/** Hints shown in the bar. */
const mostHints = 2

/** The bar before the form can be read as a record: what must be filled in first. */
export const unreadWorth = (message: string | undefined): WorthView => ({
  summary: message ? `还不能算分：${message}` : '填好后这里会说能加几分',
  hints: [],
  lines: [],
})

/** `worths` in the order the rubrics are listed. */
export function worthView(worths: readonly Worth[], kind: Kind, catalog: Catalog, evident: boolean): WorthView {
  const names = shortNames(worths.map((one) => one.rubric))
  const named = worths.map((worth, at) => ({ worth, name: names[at] ?? '' }))
  const asked = named.filter(({ worth }) => worth.value.standing !== 'notAsked' && !isSilent(worth))
  const summary = [...asked]
    .sort((a, b) => weight(b.worth) - weight(a.worth))
    .map(({ worth, name }) => `${name} ${shortly(worth, kind, catalog)}`)
    .join(' · ')
  const wanted = asked
    .map(({ worth, name }) => ({ name, gain: bestGain(worth), words: wantWords(worth, kind, catalog) }))
    .filter((one) => one.words !== '')
    .sort((a, b) => b.gain - a.gain)
  const hints = wanted
    .slice(0, mostHints)
    .map(({ name, gain, words }) => (gain > 0 ? `${words} → ${name} ${signed(gain)}` : words))
  const silent = named.some(({ worth }) => isSilent(worth))
  const raises = asked.some(({ worth }) => worth.value.total > 0)
  if (raises && !evident && hints.length < mostHints) hints.push('加上佐证材料 → 才算进“有佐证”的分')
  return {
    summary: summary || (silent ? notes.incomplete : '现在看的标准都不看这一类记录，照样可以存下来'),
    hints,
    lines: named.map(({ worth }) => ({
      rubric: worth.reference,
      title: worth.rubric.title,
      figure: signed(worth.value.total),
      note: [noteOf(worth, kind, catalog), wantLine(worth, kind, catalog)].filter(Boolean).join('\n'),
    })),
  }
}

/** It earns nothing and nothing that could be filled in would change that: not worth a place in the bar. */
const isSilent = ({ value, wants }: Worth): boolean =>
  value.standing === 'incomplete' && wants.length === 0 && !value.hint

/** What gains or loses most is said first; then what could. */
const weight = (worth: Worth): number => Math.abs(worth.value.total) * 1000 + bestGain(worth)
const bestGain = ({ wants, value }: Worth): number => wants[0]?.gain ?? value.hint?.gain ?? 0

function shortly(worth: Worth, kind: Kind, catalog: Catalog): string {
  const { standing, total } = worth.value
  if (standing === 'gains' || standing === 'lowers') return signed(total)
  if (standing === 'full') return isThreshold(worth.rubric, kind, catalog) ? '已达标' : '0 已封顶'
  if (standing === 'judged') return '待打分'
  return standing === 'notYet' ? '0 还不够数' : '0'
}

function noteOf(worth: Worth, kind: Kind, catalog: Catalog): string {
  const { standing } = worth.value
  return standing === 'full' && isThreshold(worth.rubric, kind, catalog) ? '相关的项已经达标' : notes[standing]
}

/** Are all items that look at this kind either met or not, sharing their section's points? */
function isThreshold(rubric: Rubric, kind: Kind, catalog: Catalog): boolean {
  const items = rubric.sections
    .flatMap((section) => section.items)
    .filter((item) => kindsOf(item, catalog).some((one) => one.id === kind.id))
  return items.length > 0 && items.every((item) => item.maximum === null)
}

function wantWords({ wants: [want], value }: Worth, kind: Kind, catalog: Catalog): string {
  if (want) return wordsOfWant(want, kind, catalog)
  return value.standing === 'gains' ? '' : (value.hint?.fix ?? '').replace(/，即 \+[\d.]+$/, '')
}

function wantLine(worth: Worth, kind: Kind, catalog: Catalog): string {
  const words = wantWords(worth, kind, catalog)
  return words && bestGain(worth) > 0 ? `${words}，${signed(bestGain(worth))}` : words
}

/** Quotation marks within quotation marks. */
const inner = (label: string): string => label.replace(/“/g, '‘').replace(/”/g, '’')

/** What to do, in words: `再填“参加人数”，满 200 人`. */
export function wordsOfWant(want: Want, kind: Kind, catalog: Catalog): string {
  const steps = Object.entries(want.fields).map(([id, value]) => {
    const field = indexCatalog(catalog).field(kind, id)
    const label = `“${inner(field?.label ?? id)}”`
    if (typeof value === 'boolean') return `确属${label}就选“是”`
    const option = field?.options?.find((one) => one.id === value)
    if (option) return `再选${label}，如“${option.label}”`
    return typeof value === 'number' ? `再填${label}，满 ${value} ${field?.unit ?? ''}`.trim() : `再填${label}`
  })
  if (want.filed !== undefined) steps.push(`报送${indexCatalog(catalog).bodyLabel(want.filed)}`)
  return steps.join('，')
}
