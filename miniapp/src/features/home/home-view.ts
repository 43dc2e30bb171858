import { figureLabels, type Figures, type Rating, type Rubric, type Scorecard, type SectionCard } from '@xingji/shared'
import type { RingLayers } from '../../components/ring'
import { lastCardOf, type LastCard } from '../../data/last-card'
import type { Bundle } from '../../data/standards'
import { distance } from '../path/path-view'
import { dayWords, points, signed } from '../words'

export interface FigureLine {
  id: keyof Figures
  name: string
  meaning: string
  points: string
  /** `4 星`, where the rubric gives stars. */
  stars?: string
}
export interface GateLine {
  id: string
  title: string
  clause: string
  state: string
  met: boolean | null
  reason?: string
}
export interface StepLine {
  item: string
  title: string
  figure: string
  note: string
}
export interface SectionLine {
  id: string
  title: string
  /** What it weighs, what is only announced. */
  note?: string
  figure: string
  layers: RingLayers
}
/** The home page in words. */
export interface HomeView {
  title: string
  period: string
  asOf: string
  headline: string
  band: string
  ring: RingLayers
  parts: number
  spoken: string
  figures: FigureLine[]
  eligible: { title: string; met: boolean | null }
  /** `到 6 星还差 23 分`, where there is more to reach. */
  distance?: string
  gates: GateLine[]
  risks: StepLine[]
  /** Points that may be deducted, as a negative number. */
  atRisk: number
  next: StepLine[]
  maximum: string
  sections: SectionLine[]
}

const figureNames: [keyof Figures, string, string][] = [
  ['secured', figureLabels.secured, '按带有佐证材料的记录算，已经稳拿的分。'],
  ['estimate', figureLabels.estimate, '按全部记录算；需要专家打分的部分按自评分算。'],
  ['potential', figureLabels.potential, '在预估之上，需要专家打分的部分如果都拿满分。'],
]

const starWords = (rating: Rating): string => `${rating.stars} 星`

/** Shares of a whole; a total that deductions pushed below nothing is an empty ring. */
export function layersOf(figures: Figures, maximum: number): RingLayers {
  const share = (value: number) => (maximum > 0 ? Math.min(1, Math.max(0, value / maximum)) : 0)
  return { secured: share(figures.secured), estimate: share(figures.estimate), potential: share(figures.potential) }
}

export function homeView(card: Scorecard, rubric: Rubric, today: string): HomeView {
  const { total, rating, maximum } = card
  const titleOf = new Map(rubric.sections.flatMap((section) => section.items).map((item) => [item.id, item.title]))
  const named = (item: string) => ({ item, title: `${item} ${titleOf.get(item) ?? ''}`.trim() })
  const headline = rating ? starWords(rating.estimate) : `${points(total.estimate)} 分`
  const figures = figureNames.map(([id, name, meaning]) => ({
    id,
    name,
    meaning,
    points: points(total[id]),
    ...(rating && { stars: starWords(rating[id]) }),
  }))
  return {
    title: rubric.title,
    period: `${card.cycle.window.from} 至 ${card.cycle.window.to}`,
    asOf: card.asOf === today ? '今天' : dayWords(card.asOf, today),
    headline,
    band: rating?.estimate.band ?? '',
    ring: layersOf(total, maximum),
    parts: rubric.rating?.max ?? 1,
    spoken: `${headline}。${figures.map((one) => `${one.name} ${one.points} 分`).join('，')}，满分 ${points(maximum)} 分`,
    figures,
    eligible: eligibility(card),
    distance: distance(rubric, card),
    gates: card.gates.map(({ id, title, clause, met, reason }) => ({
      id,
      title,
      clause,
      met,
      state: gateState(met),
      reason,
    })),
    atRisk: card.atRisk.reduce((sum, risk) => sum + risk.points, 0),
    risks: card.atRisk.map((risk) => ({
      ...named(risk.item),
      figure: points(risk.points),
      note: risk.due ? `最晚${dayWords(risk.due, today)}办好就不扣` : '情况说清楚就不扣',
    })),
    next: card.next.map((step) => ({ ...named(step.item), figure: signed(step.gain), note: step.action })),
    maximum: maximum > 0 ? `满分 ${points(maximum)}` : '',
    sections: card.sections.map((section) => ({
      id: section.id,
      title: `${section.id} ${section.title}`,
      note: sectionNote(section),
      figure: `${points(section.total.estimate)} / ${points(section.maximum)}`,
      layers: layersOf(section.total, section.maximum),
    })),
  }
}

/** The last score of an earlier opening, while the present one is worked out; undefined where it no longer fits. */
export function lastView(
  last: LastCard | undefined,
  law: Pick<Bundle, 'rubrics' | 'editions'>,
  reference: string,
  today: string,
): HomeView | undefined {
  const found = lastCardOf(last, law, reference)
  try {
    return found && homeView(found.card, found.rubric, today)
  } catch {
    // Kept by another version of the app.
    return undefined
  }
}

/** How a section counts, where that is not plain: its weight, items on top, items announced for later. */
export function sectionNote({ weight, items }: SectionCard): string | undefined {
  const bonus = items.filter((item) => item.bonus && !item.future).length
  const future = items.filter((item) => item.future).length
  const parts = [
    weight !== undefined && weight !== 1 && `计入总分时乘 ${points(weight)}`,
    bonus > 0 && `含 ${bonus} 项附加分`,
    future > 0 && `${future} 项下一年度起才计分`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join('，') : undefined
}

const gateState = (met: boolean | null): string => (met === null ? '还不清楚' : met ? '符合' : '不符合')

function eligibility(card: Scorecard): HomeView['eligible'] {
  const count = (met: boolean | null) => card.gates.filter((gate) => gate.met === met).length
  const parts = [count(false) && `${count(false)} 项不符合`, count(null) && `${count(null)} 项还不清楚`].filter(Boolean)
  const title = card.eligible === null ? '能否申报还说不准' : card.eligible ? '可以申报' : '目前不能申报'
  return { title: parts.length > 0 ? `${title}：${parts.join('，')}` : title, met: card.eligible }
}
