import type { Rubric, Scorecard } from '@xingji/shared'

type Figures = Scorecard['total']

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9

/** What holds for every scorecard, and does not for this one. */
export function invariants(rubric: Rubric, card: Scorecard): string[] {
  const wrong: string[] = []
  const check = (holds: boolean, what: string): void => void (holds || wrong.push(what))
  const ordered = (name: string, { secured, estimate, potential }: Figures): void =>
    check(secured <= estimate && estimate <= potential, `${name}: ${secured} <= ${estimate} <= ${potential}`)

  ordered('total', card.total)
  const sections = rubric.sections.map((law, s) => ({ law, section: card.sections[s] }))
  for (const { law, section } of sections) {
    if (!section) return [`section ${law.id} is missing`]
    ordered(`section ${law.id}`, section.total)
    check(section.total.potential <= law.maximum, `section ${law.id} above its maximum`)
    law.items.forEach((own, i) => {
      const item = section.items[i]
      if (!item) return wrong.push(`item ${own.id} is missing`)
      ordered(own.id, item.points)
      for (const points of Object.values(item.points)) {
        check(points <= item.maximum + 1e-9, `${own.id}: ${points} above ${item.maximum}`)
        check(points >= -own.deduction, `${own.id}: ${points} below -${own.deduction}`)
      }
      if (own.maximum !== null) check(item.maximum === own.maximum, `${own.id}: maximum ${item.maximum}`)
      check(item.counted.length <= 20 && item.notCounted.length <= 20, `${own.id}: more than 20 in a list`)
      const gains = item.notCounted.map((one) => one.gain)
      check(
        gains.every((gain, at) => gain >= 0 && gain <= (gains[at - 1] ?? Infinity)),
        `${own.id}: gains ${gains.join()}`,
      )
      const both = item.counted.filter((one) => item.notCounted.some((other) => other.record === one.record))
      check(both.length === 0, `${own.id}: ${both.map((one) => one.record).join()} counted and not counted`)
      check(
        item.counted.every((one) => one.points >= 0),
        `${own.id}: negative credit`,
      )
      if (item.more.counted === 0 && item.counted.length > 0) {
        const credited = item.counted.reduce((sum, one) => sum + one.points, 0)
        const lost = credited - item.points.estimate
        // The card shows gain and loss together; a loss is one of the sums of the item's deductions.
        const fits = own.deduction === 0 ? near(lost, 0) : lost >= -1e-9 && lost <= own.deduction
        check(fits, `${own.id}: counted ${credited}, estimate ${item.points.estimate}`)
      }
      return undefined
    })
  }
  if (rubric.rating && card.rating) {
    const { per, max } = rubric.rating
    for (const key of ['secured', 'estimate', 'potential'] as const) {
      const stars = Math.max(0, Math.min(max, Math.floor(card.total[key] / per)))
      check(card.rating[key].stars === stars, `${key}: ${card.rating[key].stars} stars at ${card.total[key]}`)
    }
  }
  const met = card.gates.map((gate) => gate.met)
  check(
    card.eligible === (met.includes(false) ? false : met.includes(null) ? null : true),
    `eligible ${card.eligible} with gates ${met.join()}`,
  )
  for (const gate of card.gates) check((gate.met === true) === (gate.reason === undefined), `${gate.id}: reason`)
  for (const risk of card.atRisk) check(risk.points < 0, `${risk.item}: risk of ${risk.points}`)
  const steps = card.next.map((one) => one.gain)
  check(
    steps.every((gain, i) => gain > 0 && gain <= (steps[i - 1] ?? Infinity)),
    `next: ${steps.join()}`,
  )
  return wrong
}
