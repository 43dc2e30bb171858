import { inspection } from './inspection.mjs'
import {
  allOf,
  bestOf,
  byCount,
  each,
  evident,
  factIn,
  facts,
  figures,
  is,
  judged,
  points,
  some,
  together,
} from './reading.mjs'

/** 创建星级学会党组织试点评价, 1000 points: one plain filter per item. */
export const defaults = { due: { 'full-report': 'to' }, settings: { 'liaison-days': 30 } }
export const stars = (total) => Math.max(0, Math.min(10, Math.floor(total / 100)))

const themed = (fields) => fields.themed === true
const plain = (fields) => fields.professional === true && fields.project !== true

export const items = {
  1.1: (r) => facts(100, r.fact('committee')),
  1.2: (r) => {
    if (r.fact('committee').value !== true) return figures(0, 0)
    const size = r.fact('committee', 'size').value
    if (size === undefined) return figures(0, 0)
    const members = r.fact('council', 'partyMembers').value
    const badIfMany = size < 7 || size % 2 === 0
    const badIfFew = size < 5
    const isBad = members === undefined ? badIfMany && badIfFew : members >= 100 ? badIfMany : badIfFew
    return figures(0, 0, 0, isBad ? -30 : 0)
  },
  1.3: (r) => {
    if (r.fact('committee').value !== true) return figures(0, 0)
    const posts = ['secretary', 'deputySecretary', 'disciplineMember', 'organisationMember']
    const isVacant = posts.some((post) => r.fact('committee', post).value === 'vacant')
    const post = r.fact('committee', 'secretaryPost').value
    return figures(0, 0, 0, (isVacant ? -10 : 0) + (post !== undefined && post !== 'president' ? -10 : 0))
  },
  1.4: (r) => {
    const { values, evident: isEvident } = r.both('branches', 'withGroup', 'all')
    const [own, all] = values
    if (!all || !own) return figures(0, 0)
    return points(own * 100 >= all * 85 ? 25 : own * 2 >= all ? 20 : 15, true, isEvident)
  },
  2.1: (r) =>
    some(
      50,
      r.standing(
        'party-rules',
        ({ topic }, one) => (topic === 'committee-work' || topic === 'deliberation') && r.filed(one, 'party'),
      ),
    ),
  2.2: (r) =>
    some(
      25,
      r.standing('party-rules', ({ topic }, one) => topic === 'branch-party' && r.filed(one, 'party')),
    ),
  2.3: (r) => {
    if (r.fact('committee').value !== true) return figures(0, 0)
    const due = r.due['full-report']
    const sent = r.yearly('full-report', r.year).map((one) => r.filed(one, 'party'))
    if (sent.some((day) => day !== undefined && day <= due)) return figures(0, 0)
    if (r.asOf <= due) return figures(0, 0)
    return figures(0, 0, 0, sent.some((day) => day !== undefined) ? -25 : -50)
  },
  3.1: (r) =>
    together(
      some(15, r.yearly('party-plan', r.year)),
      some(
        20,
        r.events('party-activity', ({ underPlan }) => underPlan === true),
      ),
      some(
        15,
        r.yearly('party-summary', r.year, (_, one) => r.filed(one, 'party')),
      ),
    ),
  3.2: (r) => byCount(r.events('committee-meeting'), (count) => [0, 20, 40, 50][Math.min(3, count)]),
  3.3: (r) =>
    some(50, [
      ...r.events('prior-review'),
      ...r.events('committee-meeting', ({ majorMatter }) => majorMatter === true),
    ]),
  3.4: (r) => some(25, r.events('integrity-action')),
  3.5: (r) => {
    const mechanism = r.fact('contact-mechanism')
    const held = r.events('worker-service')
    const isMet = mechanism.value === true && held.length > 0
    return points(25, isMet, isMet && mechanism.evident && held.some(evident))
  },
  4.1: (r) => facts(100, r.fact('grassroots')),
  4.2: (r) => {
    const exists = r.fact('grassroots')
    const form = r.fact('grassroots', 'form')
    if (exists.value !== true || form.value !== 'separate') return figures(0, 0)
    const filed = r.standing('grassroots', (_, one) => r.filed(one, 'party'))
    if (filed.length > 0) return points(25, true, filed.some(evident) && form.evident)
    return figures(0, 0, 0, r.asOf <= (r.due['separate-filing'] ?? '') ? 0 : -25)
  },
  4.3: (r) => {
    const base = r.fact('grassroots')
    const regime = r.fact('study-regime')
    if (base.value !== true || regime.value === undefined) return figures(0, 0)
    const filed = r.standing('study-regime', (_, one) => r.filed(one, 'party'))
    if (regime.value && filed.length > 0) return points(25, true, filed.some(evident) && base.evident && regime.evident)
    return figures(0, 0, 0, r.asOf <= (r.due['regime-filing'] ?? '') ? 0 : -25)
  },
  5.1: (r) => {
    const now = r.fact('staff', 'all')
    const { values, evident: isEvident } = r.both('staff', 'partyMembers', 'all')
    const [members, all] = values
    const isFull = now.value > 0 && all > 0 && members >= all
    return bestOf(
      points(25, isFull, isFull && now.evident && isEvident),
      together(some(15, r.events('applicant')), some(10, r.events('admission'))),
    )
  },
  5.2: (r) => factIn(25, r.fact('party-relations', 'status'), 'in-time', 'nobody'),
  6.1: (r) => r.themedAndProfessional.themed,
  7.1: (r) => together(some(25, r.events('youth-work')), some(25, r.events('union-work'))),
  8.1: (r) => {
    const held = r.events('party-activity', ({ project }) => project === true)
    return together(
      some(10, r.events('party-project-application')),
      some(10, held),
      judged(r, '8.1.judged', 20, held.length > 0, held.some(evident)),
      some(
        10,
        held.filter(({ fields }) => fields.ledBySecretary === true),
      ),
    )
  },
  8.2: (r) => r.themedAndProfessional.professional,
  8.3: (r) =>
    together(
      some(
        25,
        r.events('superior-event', ({ type }) => type === 'cadre-training'),
      ),
      some(
        25,
        r.events('superior-event', ({ type }) => type === 'meeting' || type === 'activity'),
      ),
    ),
  8.4: (r) =>
    together(
      some(
        30,
        r.periods('research-project', ({ subject }) => subject === 'party-building'),
      ),
      some(20, [
        ...r.events('award', ({ subject }) => subject === 'party-theory'),
        ...r.events('paper', ({ subject }) => subject === 'party-theory'),
      ]),
    ),
  9.1: (r) =>
    each(
      50,
      r.events('party-news', ({ outlet }) => outlet === 'association-media'),
      5,
    ),
  9.2: (r) => {
    const platform = [r.fact('party-platform'), r.fact('party-platform', 'dataCurrent')]
    const late = r
      .events('liaison-change')
      .some((one) => r.missedFiling(one, 'party', r.settings['liaison-days']) === true)
    return together(
      some(
        25,
        r.standing('party-channel', ({ type }) => type === 'wechat-group' || type === 'official-account'),
      ),
      facts(25, ...platform),
      figures(0, 0, 0, late ? -50 : 0),
    )
  },
}

const forThemed = (count) => (count > 0 ? Math.min(30, 10 + 5 * (count - 1)) : 0)
const forProfessional = (count) => (count > 0 ? Math.min(50, 20 + 10 * (count - 1)) : 0)

/** 6.1 and 8.2 share their records: every way of dividing those that could serve either, the best one taken. */
export function prepare(r) {
  const records = r.of('party-activity').length > 0 ? r.events('party-activity') : []
  const isExclusive = (item) => r.readings[item] !== 'both'
  const mayShare = !isExclusive('6.1') || !isExclusive('8.2')
  const wants = (record, item) => {
    const claim = r.claims[record.id]
    return mayShare || (claim !== '6.1' && claim !== '8.2') || claim === item
  }
  const one = { themed: [], professional: [], either: [] }
  for (const record of records) {
    const isThemed = themed(record.fields) && wants(record, '6.1')
    const isProfessional =
      plain(record.fields) && wants(record, '8.2') && r.filedWithin(record, 'party', r.settings['filing-days'])
    if (isThemed && isProfessional && !mayShare) one.either.push(record)
    else {
      if (isThemed) one.themed.push(record)
      if (isProfessional) one.professional.push(record)
    }
  }
  const bright = one.either.filter(evident).length
  const dim = one.either.length - bright
  let best
  for (let a = 0; a <= Math.min(bright, 4); a++)
    for (let b = 0; b <= Math.min(dim, 4); b++) {
      const inThemed = one.themed.length + one.either.length - a - b
      const brightInThemed = one.themed.filter(evident).length + bright - a
      const trial = {
        themed: together(
          figures(forThemed(brightInThemed), forThemed(inThemed)),
          judged(r, '6.1.judged', 20, inThemed > 0, brightInThemed > 0),
        ),
        professional: figures(
          forProfessional(one.professional.filter(evident).length + a),
          forProfessional(one.professional.length + a + b),
        ),
      }
      const sum = together(trial.themed, trial.professional)
      if (!best || isBetter(sum, best.sum, a + b - best.moved)) best = { ...trial, sum, moved: a + b }
    }
  r.themedAndProfessional = best
}

function isBetter(one, other, moved) {
  for (const figure of ['estimate', 'potential', 'secured'])
    if (one[figure] !== other[figure]) return one[figure] > other[figure]
  return moved > 0
}

export const gates = {
  'gate-scope': (r) =>
    allOf(
      is(r.fact('organisation', 'type'), 'society'),
      is(r.fact('organisation', 'level'), 'national'),
      is(r.fact('organisation', 'under'), 'cast'),
    ),
  'gate-inspection': (r) => inspection(r, r.year - 1, 'pass'),
  'gate-standing': (r) => {
    const isPunished = r
      .of('sanction')
      .some(({ from, until }) => from <= r.day && !(until !== undefined && until < r.day))
    return isPunished ? false : is(r.fact('good-standing'), true)
  },
}
