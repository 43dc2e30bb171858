import type { FactRead } from './explain.js'
import { factsAsAsked } from './gain.js'
import type { Member, Slot } from './slot.js'
import type { Extra, View } from './view.js'

/** Something that can be done, as a change of the view. */
export interface Deed {
  facts?: readonly FactRead[]
  extra?: readonly (readonly [Slot, Extra])[]
  proven?: [Slot, ReadonlySet<Member | number>]
  action(): string
}

/** One more overlay; several of a slot add up. */
function add(extra: [Slot, Extra][], slot: Slot, more: Extra): void {
  const at = extra.findIndex(([other]) => other === slot)
  const known = extra[at]?.[1]
  if (!known) extra.push([slot, more])
  else {
    const value = Math.max(known.value ?? 0, more.value ?? 0)
    extra[at] = [slot, { ...known, ...more, count: known.count + more.count, ...(value > 0 ? { value } : {}) }]
  }
}

/** The view in which these things are done. */
export function viewAfter(view: View, deeds: readonly Deed[]): View {
  const facts: FactRead[] = []
  const extra: [Slot, Extra][] = []
  const proven: [Slot, ReadonlySet<Member | number>][] = []
  for (const one of deeds) {
    if (one.facts) facts.push(...one.facts)
    if (one.extra) for (const [slot, more] of one.extra) add(extra, slot, more)
    if (one.proven) proven.push(one.proven)
  }
  return view.supposing(
    facts.length > 0 ? factsAsAsked(view, facts) : undefined,
    extra.length > 0 ? extra : undefined,
    proven.length > 0 ? proven : undefined,
  )
}

/**
 * As few of some deeds as still bring anything, or all that they bring; those that do harm left out.
 * @param gainOf what some of them bring
 * @param wanted `any`: of deeds none of which brings anything alone
 */
export function fewest<T>(
  deeds: readonly T[],
  gainOf: (deeds: readonly T[]) => number,
  wanted: 'any' | 'all',
): { kept: readonly T[]; gain: number } {
  let kept = deeds
  let gain = gainOf(kept)
  if (gain <= 0) {
    kept = deeds.filter((one) => gainOf([one]) >= 0)
    if (kept.length === deeds.length || (gain = gainOf(kept)) <= 0) return { kept: [], gain: 0 }
  }
  const most = wanted === 'any' ? 1 : 0
  // What is taken for done last hides what was before it: having left one out, others may have become needless.
  for (let before = kept.length + 1; kept.length < before;) {
    before = kept.length
    for (const one of [...kept].reverse()) {
      const rest = kept.filter((other) => other !== one)
      const left = rest.length <= most ? 0 : gainOf(rest)
      if (left <= 0 || (wanted === 'all' && left < gain)) continue
      kept = rest
      gain = left
    }
  }
  return { kept, gain }
}
