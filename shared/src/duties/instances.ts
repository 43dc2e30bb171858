import { addDays, yearOf } from '../model/calendar.js'
import type { Cycle, Day, LedgerRecord } from '../model/ledger.js'
import type { Duty, Selector } from '../model/rubric.js'
import type { Entry } from '../scoring/entry.js'
import type { Moment } from '../scoring/moment.js'
import type { Scorer } from '../scoring/scorer.js'
import { datesOf, paceDay, shift, spanOf, usualSoon } from './dates.js'
import { fulfilments, momentOfPlans, type Fulfilment, type Ground } from './ground.js'
import { draftOf, hopedRecord, isComplete, wantedFields } from './hope.js'
import type { Instance } from './instance.js'
import { boundedKey, cycleKey, selectorKey } from './keys.js'
import type { DutyAction } from './model.js'

/** What the occurrences of a duty are read from. */
export interface Reading {
  ground: Ground
  scorer: Scorer
  cycle: Cycle
  moment: Moment
}

/** Every occurrence of a duty that can be told on a day. */
export function instancesOf(duty: Duty, reading: Reading): Instance[] {
  return rawInstances(duty, reading).map((one) => ({ ...one, key: boundedKey(one.key) }))
}

function rawInstances(duty: Duty, reading: Reading): Instance[] {
  if (duty.once) return onceInstances(duty, duty.once, reading)
  if (duty.each) return eachInstances(duty, duty.each, reading)
  if (duty.count) return [countInstance(duty, duty.count, reading)]
  if (duty.valid) return validInstances(duty, duty.valid, reading)
  return [itemInstance(duty, reading)]
}

const dueIn = (duty: Duty, cycle: Cycle): Day | undefined => (duty.due === undefined ? undefined : cycle.due[duty.due])

function onceInstances(duty: Duty, asked: Selector, reading: Reading): Instance[] {
  const { ground, cycle, moment } = reading
  const isYearly = ground.catalog.kind(asked.kind[0] ?? '')?.time === 'yearly'
  const years = isYearly ? (asked.year ?? [0]) : [undefined]
  return years.map((offset) => {
    const selector = offset === undefined ? asked : { ...asked, year: [offset] }
    const year = offset === undefined ? undefined : yearOf(cycle.window.to) + offset
    const key = `once:${selectorKey(asked)}:${year ?? cycleKey(cycle)}`
    const dates = datesOf(duty, cycle, dueIn(duty, cycle) ?? cycle.window.to, cycle.window.from)
    const [first] = fulfilments(ground, selector, moment)
    const fresh = (id: string, day: Day): LedgerRecord[] | undefined => {
      const record = hopedRecord(reading.scorer, duty.item, id, asked, draftOf(selector, year), day)
      return record && [record]
    }
    const instance: Instance = {
      duty,
      key,
      dates,
      selector: asked,
      year,
      ...doneBy(first),
      hope: (day) => fresh(`duty:${key}`, day),
    }
    if (first) return instance
    const begun = beginning(ground, selector, moment, isYearly)
    if (begun) {
      instance.action = begun.action
      instance.hope = (day, held) => {
        const record = held(begun.id)
        return record && [{ ...record, fields: { ...record.fields, ...begun.fields }, ...filed(record, begun.to, day) }]
      }
    } else {
      const draft = draftOf(selector, year)
      instance.action = { do: 'record', draft, complete: isComplete(ground, draft) }
    }
    return instance
  })
}

interface Beginning {
  id: string
  fields: LedgerRecord['fields']
  to: string | undefined
  action: DutyAction
}

/** A record that lacks only its filing, or (a yearly document) a word in it as well. */
function beginning(ground: Ground, selector: Selector, moment: Moment, isYearly: boolean): Beginning | undefined {
  const to = selector.filed?.to
  const [whole] = unfiledOf(ground, selector, moment)
  if (whole && to !== undefined) return { id: whole.id, fields: {}, to, action: { do: 'file', record: whole.id, to } }
  if (!isYearly || whole) return undefined
  const { where: _where, not: _not, any: _any, ...ofYear } = selector
  const other = ground.entries(selector).find((entry) => ground.match(entry, ofYear, moment) === true)
  if (!other) return undefined
  const fields = wantedFields(selector)
  const isFiled = to === undefined || other.record.filings.some((one) => one.to === to && one.on <= moment.asOf)
  const action: DutyAction = { do: 'edit', record: other.id, fields, ...(isFiled ? {} : { to }) }
  return { id: other.id, fields, to: isFiled ? undefined : to, action }
}

/** Records that lack nothing but the filing a selector asks for, the latest first. */
function unfiledOf(ground: Ground, selector: Selector, moment: Moment): Entry[] {
  const to = selector.filed?.to
  if (to === undefined) return []
  const lacks = (entry: Entry): boolean => !entry.record.filings.some((one) => one.to === to && one.on <= moment.asOf)
  return ground
    .entries(selector)
    .filter((entry) => lacks(entry) && ground.match(entry, selector, moment) === true)
    .reverse()
}

const filed = (record: LedgerRecord, to: string | undefined, on: Day): Pick<LedgerRecord, 'filings'> => ({
  filings: to === undefined ? record.filings : [...record.filings, { to, on }],
})

const doneBy = (one: Fulfilment | undefined): Pick<Instance, 'doneOn' | 'by'> =>
  one ? { doneOn: one.on, by: one.by } : { doneOn: undefined }

function eachInstances(duty: Duty, selector: Selector, reading: Reading): Instance[] {
  const { ground, cycle, moment } = reading
  const plans = momentOfPlans(cycle)
  return ground.entries(selector).flatMap((entry) => {
    const isDated = entry.kind.time === 'event' || entry.kind.time === 'period'
    if (ground.match(entry, selector, isDated ? plans : moment) === false) return []
    return [
      duty.done?.filed
        ? filingInstance(duty, selector, entry, reading)
        : followingInstance(duty, selector, entry, reading),
    ]
  })
}

/** The record itself is to be filed: at any time, before its first day, or on or after its last. */
function filingInstance(duty: Duty, selector: Selector, entry: Entry, { cycle, moment }: Reading): Instance {
  const { to = '', when } = duty.done?.filed ?? {}
  const first = entry.record.on ?? entry.record.from ?? entry.day
  const span = spanOf(duty.within, cycle)
  const due = when === 'before' ? shift(first, span ?? { days: 1 }, -1) : dueAfter(duty, cycle, entry.day, span)
  const isMeant = (on: Day): boolean => (when === 'before' ? on < first : when === 'after' ? on >= entry.day : true)
  const days = entry.record.filings.filter((one) => one.to === to && one.on <= moment.asOf && isMeant(one.on))
  const doneOn = days.map((one) => one.on).sort()[0]
  const instance: Instance = {
    duty,
    key: `each:${selectorKey(selector)}>${to}${when === undefined ? '' : `@${when}`}:${entry.id}`,
    dates: datesOf(duty, cycle, due, when === 'before' ? undefined : entry.day),
    subject: entry.id,
    doneOn,
    hope: (day, held) => {
      const record = held(entry.id)
      if (!record || (when === 'before' && day >= first)) return undefined
      const on = when === 'after' && day < entry.day ? entry.day : day
      return [{ ...record, filings: [...record.filings.filter((one) => one.on !== doneOn), { to, on }] }]
    },
  }
  if (doneOn !== undefined) instance.by = entry.id
  else if (when !== 'before' || moment.asOf < first) instance.action = { do: 'file', record: entry.id, to }
  return instance
}

const dueAfter = (duty: Duty, cycle: Cycle, day: Day, span: ReturnType<typeof spanOf>): Day => {
  if (span) return shift(day, span)
  const due = dueIn(duty, cycle) ?? cycle.window.to
  return duty.due === undefined && due < day ? day : due
}

/** Another record is to follow. */
function followingInstance(duty: Duty, selector: Selector, entry: Entry, reading: Reading): Instance {
  const { ground, cycle, moment } = reading
  const asked = duty.done?.record ?? { kind: [] }
  const isStatement = ground.catalog.kind(asked.kind[0] ?? '')?.time === 'statement'
  const wanted: Selector = isStatement ? { ...asked, window: 'any' } : asked
  const year = asked.year ? yearOf(cycle.window.to) + (asked.year[0] ?? 0) : undefined
  const first = fulfilments(ground, wanted, moment).find((one) => one.on === null || one.on >= entry.day)
  const key = `each:${selectorKey(selector)}~${selectorKey(asked)}:${entry.id}`
  const draft = draftOf(asked, year)
  const due = dueAfter(duty, cycle, entry.day, spanOf(duty.within, cycle))
  const unfiled = asked.filed && !first ? beginning(ground, asked, moment, false) : undefined
  const instance: Instance = {
    duty,
    key,
    dates: datesOf(duty, cycle, due, entry.day),
    subject: entry.id,
    selector: asked,
    year,
    ...doneBy(first),
    hope: (day, held) => {
      const on = day < entry.day ? entry.day : day
      const record = unfiled && held(unfiled.id)
      if (record) return [{ ...record, ...filed(record, unfiled.to, on) }]
      const made = hopedRecord(reading.scorer, duty.item, `duty:${key}`, asked, draft, on)
      return made && [made]
    },
  }
  if (!first) instance.action = unfiled?.action ?? { do: 'record', draft, complete: isComplete(ground, draft) }
  return instance
}

function countInstance(duty: Duty, selector: Selector, reading: Reading): Instance {
  const { ground, cycle, moment, scorer } = reading
  const target = duty.target ?? 1
  const due = dueIn(duty, cycle) ?? cycle.window.to
  const window = { from: cycle.window.from, to: due }
  const found = fulfilments(ground, selector, moment)
  const key = `count:${selectorKey(selector)}*${target}:${cycleKey(cycle)}`
  const last = found[target - 1]
  const dates = datesOf(duty, cycle, due, cycle.window.from)
  const draft = draftOf(selector)
  const waiting = unfiledOf(ground, selector, moment)
    .map((entry) => entry.id)
    .slice(0, Math.max(0, target - found.length))
  const instance: Instance = {
    duty,
    key,
    dates,
    ...doneBy(last),
    progress: { done: Math.min(found.length, target), target },
    hope: (day, held) => {
      const unfiled = waiting.flatMap((id) => held(id) ?? []).map((one) => ({ ...one, ...filed(one, draft.to, day) }))
      const made = Array.from({ length: Math.max(0, target - found.length - unfiled.length) }, (_, n) =>
        hopedRecord(scorer, duty.item, `duty:${key}#${n}`, selector, draft, day),
      ).filter((one) => one !== undefined)
      const all = [...unfiled, ...made]
      return all.length === 0 ? undefined : all
    },
  }
  if (last) return instance
  const nextBy = paceDay(window, found.length + 1, target)
  instance.progress = { done: found.length, target, nextBy }
  const soon = addDays(nextBy, -(duty.soon ?? usualSoon))
  if (soon < dates.soonFrom) dates.soonFrom = dates.opens !== undefined && soon < dates.opens ? dates.opens : soon
  instance.action = beginning(ground, selector, moment, false)?.action ?? {
    do: 'record',
    draft,
    complete: isComplete(ground, draft),
  }
  return instance
}

/** Statements with a last day, each to be followed by another about the same fact before it ends. */
function validInstances(duty: Duty, selector: Selector, reading: Reading): Instance[] {
  const { ground, cycle, moment, scorer } = reading
  const any: Selector = { ...selector, window: 'any' }
  return ground.entries(selector).flatMap((entry): Instance[] => {
    const { until } = entry.record
    if (until === undefined || ground.match(entry, any, moment) !== true) return []
    const dates = datesOf(duty, cycle, until, undefined)
    dates.opens ??= dates.soonFrom
    const siblings = ground.facts.siblings(entry)
    const later = siblings.slice(siblings.indexOf(entry) + 1).filter((one) => one.day <= moment.asOf)
    // Later words about the same fact that say no last day leave it as it was, unless it was time to renew.
    const next = later.find((one) => one.record.until !== undefined || one.day >= (dates.opens ?? until))
    const isCorrected = next?.record.until !== undefined && next.record.until <= until
    if (isCorrected || next?.record.fields.holds === false) return []
    if (next && next.day < cycle.window.from) return []
    const instance: Instance = {
      duty,
      key: `valid:${selectorKey(selector)}:${entry.id}`,
      dates,
      subject: entry.id,
      doneOn: next?.day,
      hope: (day) => {
        const from = day < entry.day ? entry.day : day
        if (from > cycle.window.to) return undefined
        const renewed = {
          ...entry.record,
          id: `duty:${entry.id}`,
          from,
          until: shift(scorer.moment.asOf, { months: 12 }),
        }
        return [{ ...renewed, evidence: [{ file: entry.id }] }]
      },
    }
    if (next) instance.by = next.id
    else instance.action = { do: 'renew', record: entry.id }
    return [instance]
  })
}

/** The rubric does not say what fulfils the duty: it is done when its item is met. */
function itemInstance(duty: Duty, { cycle, scorer }: Reading): Instance {
  const { rubric } = scorer.program
  const isMet = scorer.isMet(duty.item)
  return {
    duty,
    key: `item:${rubric.id}/${duty.item}/${duty.id}:${cycleKey(cycle)}`,
    dates: datesOf(duty, cycle, dueIn(duty, cycle) ?? cycle.window.to, cycle.window.from),
    doneOn: isMet ? null : undefined,
    action: { do: 'look', rubric: rubric.id, item: duty.item },
    hope: () => undefined,
  }
}
