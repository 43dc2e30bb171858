import { inspection } from './inspection.mjs'
import { allOf, bestOf, both, each, evident, factIn, facts, figures, is, points, so, some } from './reading.mjs'

/** 武汉市科协党建引领学会能力提升专项评分标准, 100 points: one plain filter per item. */
export const defaults = { due: { documents: 'to' }, settings: {} }
export const stars = null

const cluster = ['park', 'building', 'business-district']
const inCluster = (venue) => cluster.includes(venue ?? 'other')
const keyIndustries = [
  'optoelectronics',
  'integrated-circuits',
  'artificial-intelligence',
  'biopharmaceuticals',
  'medical-devices',
  'new-displays',
  'aerospace',
  'new-materials',
  'new-energy',
  'connected-vehicles',
]

export const items = {
  1.1: (r) => facts(2, r.fact('office', 'independent'), r.fact('office', 'facilities')),
  1.2: (r) => facts(2, r.fact('member-register', 'electronic')),
  1.3: (r) => {
    const others = r.fact('staff', 'fullTime')
    return bestOf(
      facts(2, r.fact('secretary-general', 'fullTime')),
      points(1, others.value >= 1, others.value >= 1 && others.evident),
    )
  },
  '1.5a': (r) => {
    const sum = (list) => list.reduce((total, { fields }) => total + fields.count, 0)
    const updates = r.events('platform-updates')
    return points(1, sum(updates) >= 10, sum(updates.filter(evident)) >= 10)
  },
  '1.5b': (r) =>
    some(
      2,
      r.standing('member-group', ({ active }) => active === true),
    ),
  1.6: (r) => distinctRules(r.standing('rules')),
  '1.7a': (r) => factIn(1, r.fact('council', 'renewal'), 'on-time', 'extension-approved'),
  '1.7b': (r) => factIn(1, r.fact('registration-changes', 'status'), 'in-time', 'none'),
  '1.9a': (r) => each(3, r.events('association-work')),
  '1.10': (r) =>
    highest(
      r.events('award', ({ recipient, related }) => recipient !== 'person' || related === true),
      'level',
      { national: 3, provincial: 2, municipal: 1 },
    ),
  '2.1a': (r) => facts(3, r.fact('party-organisation')),
  '2.1b': (r) => {
    const exists = so(r.fact('party-organisation'))
    const post = r.fact('party-organisation', 'secretaryPost')
    const heldBy = (count, ...posts) => {
      const { met, secured } = both(
        exists,
        so(post, (one) => posts.includes(one)),
      )
      return points(count, met, secured)
    }
    return bestOf(heldBy(2, 'president'), heldBy(1, 'vice-president', 'secretary-general'))
  },
  '2.2a': (r) => {
    const kept = r.fact('party-register')
    const scope = r.fact('party-register', 'scope')
    const members = r.fact('member-register', 'members')
    const ofAll = scope.value === 'all-members'
    const ofCouncil = scope.value === 'council' && members.value > 500
    return points(
      4,
      kept.value === true && (ofAll || ofCouncil),
      kept.value === true && kept.evident && scope.evident && (ofAll || (ofCouncil && members.evident)),
    )
  },
  '2.2b': (r) => facts(1, r.fact('party-organisation'), r.fact('party-organisation', 'coversCouncil')),
  2.3: (r) => {
    const things = ['place', 'facilities', 'sign', 'flag', 'books', 'rules']
      .map((thing) => r.fact('party-base', thing))
      .filter(({ value }) => value === true)
    const worth = (count) => (count >= 6 ? 4 : count >= 4 ? 3 : count >= 2 ? 2 : 0)
    return figures(worth(things.filter((one) => one.evident).length), worth(things.length))
  },
  '2.4a': (r) => facts(2, r.fact('charter', 'partyBuilding')),
  '2.4b': (r) => distinctRules(r.standing('party-rules')),
  '2.5a': (r) =>
    each(
      4,
      r.events('party-activity', ({ study, partySpirit }) => study === true || partySpirit === true),
    ),
  '2.5b': (r) =>
    some(
      2,
      r.events('party-activity', ({ partySpirit }) => partySpirit === true),
    ),
  '2.6a': (r) => {
    const documents = [submitted(r, 'work-summary', r.year - 1), submitted(r, 'work-plan', r.year)].map((list) =>
      list.filter(({ fields }) => fields.party === true),
    )
    return points(
      1,
      documents.every((list) => list.length > 0),
      documents.every((list) => list.some(evident)),
    )
  },
  '2.6b': (r) =>
    each(
      4,
      r.events('party-news', (_, one) => r.filed(one, 'association')),
    ),
  '3.1a': (r) => each(3, r.events('academic-exchange')),
  '3.1b': (r) => {
    const worth = (list) => {
      const most = Math.max(0, ...list.map(({ fields }) => fields.people ?? 0))
      return most >= 200 ? 2 : most >= 100 ? 1 : 0
    }
    const held = r.events('academic-exchange')
    return figures(worth(held.filter(evident)), worth(held))
  },
  '3.1c': (r) =>
    some(
      2,
      r.events('academic-exchange', ({ industry }) => keyIndustries.includes(industry)),
    ),
  '3.1d': (r) =>
    some(
      1,
      r.events('academic-exchange', ({ academicians }) => academicians >= 1),
    ),
  '3.1e': (r) => highest(r.events('academic-exchange'), 'proceedings', { published: 2, compiled: 1 }),
  '3.1f': (r) =>
    some(
      2,
      r.events('academic-exchange', ({ thinkTank }) => thinkTank === true),
    ),
  '3.2a': (r) =>
    some(
      3,
      r.events('science-popularisation', ({ venue }) => inCluster(venue)),
    ),
  '3.2b': (r) =>
    some(
      3,
      r.events('science-popularisation', ({ ruralRevitalisation }) => ruralRevitalisation === true),
    ),
  '3.2c': (r) =>
    some(
      1,
      r.events(
        'science-popularisation',
        ({ youth, venue, ruralRevitalisation }) =>
          youth === true || (!inCluster(venue) && ruralRevitalisation !== true),
      ),
    ),
  '3.2d': (r) => some(2, r.events('science-resource')),
  3.3: (r) => some(2, r.events('scientist-spirit')),
  '3.4a': (r) =>
    some(
      2,
      r.events('enterprise-service', ({ type }) => type === 'consulting' || type === 'joint-research'),
    ),
  '3.4b': (r) =>
    some(2, [
      ...r.events('training', ({ topic }) => topic === 'innovation' || topic === 'skills' || topic === 'continuing'),
      ...r.events('enterprise-service', ({ type }) => type === 'startup-service'),
    ]),
  '3.4c': (r) =>
    some(
      2,
      r.events('enterprise-service', ({ type }) => type === 'technology-introduction' || type === 'transfer'),
    ),
  '3.5a': (r) =>
    some(2, [
      ...r.periods('research-project', ({ subject }) => subject === 'decision'),
      ...r.events('advice', ({ commissioned }) => commissioned === true),
    ]),
  '3.5b': (r) =>
    some(
      2,
      r.events('advice', ({ endorsed, adopted }) => endorsed === true || adopted === true),
    ),
  '3.6a': (r) =>
    some(
      2,
      r.events('government-task', ({ completed }) => completed === true),
    ),
  '3.6b': (r) =>
    some(
      2,
      r.events('government-task', ({ breakthrough }) => breakthrough === true),
    ),
  '3.7a': (r) => some(2, r.standing('science-award')),
  '3.7b': (r) => some(2, r.events('recommendation')),
  '3.8a': (r) => {
    const isOurs = ({ role, foreignGuests }) => (role === 'host' || role === 'organise') && foreignGuests >= 3
    return some(2, [...r.events('academic-exchange', isOurs), ...r.events('international-exchange', isOurs)])
  },
  '3.8b': (r) => some(1, r.events('overseas-service')),
  3.9: (r) => highest(r.standing('journal'), 'type', { published: 2, internal: 1 }),
  '3.10a': (r) => some(1, r.events('policy-publicity')),
  '3.10b': (r) =>
    some(1, [...r.events('opinion-report'), ...r.events('worker-service', ({ type }) => type === 'rights')]),
  '3.10c': (r) =>
    some(
      2,
      r.events('worker-service', ({ type }) => type === 'workers-day' || type === 'home-building'),
    ),
}

/** One point for each kind of rules, at most 3; "other" counts once per name. */
function distinctRules(records) {
  const kinds = (list) =>
    new Set(list.map(({ fields }) => (fields.topic === 'other' ? `other ${fields.name ?? ''}` : fields.topic))).size
  return figures(Math.min(3, kinds(records.filter(evident))), Math.min(3, kinds(records)))
}

function highest(records, field, worth) {
  const best = (list) => Math.max(0, ...list.map(({ fields }) => worth[fields[field]] ?? 0))
  return figures(best(records.filter(evident)), best(records))
}

const submitted = (r, kind, year) => r.yearly(kind, year, (_, one) => r.filed(one, 'association'))

export const gates = {
  'gate-1.4': (r) => is(r.fact('bank-account', 'own'), true),
  'gate-1.8': (r) => allOf(...[r.year - 1, r.year - 2].map((year) => inspection(r, year, 'pass', 'basic'))),
  'gate-1.9': (r) =>
    submitted(r, 'work-summary', r.year - 1).length > 0 && submitted(r, 'work-plan', r.year).length > 0
      ? true
      : r.asOf <= r.due.documents
        ? null
        : false,
}
