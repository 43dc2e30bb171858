import { inspectionOf } from './inspection.mjs'
import { addsUp, allOf, atLeast, both, evident, is, so } from './reading.mjs'

/** 温州市科协品牌学会创建标准: an item is met or not, and shares its section's points equally with the others. */
export const defaults = { due: { application: '2022-11-30' }, settings: {} }
export const stars = null
export const sections = { 1: 25, 2: 15, 3: 10, 4: 35, 5: 15 }

const attested = (topic) => (r) => so(r.fact('attestation', 'holds', topic))
const held = (kind, least, test) => (r) => atLeast(least, r.events(kind, test))
const cityOrAbove = ({ level }) => ['national', 'provincial', 'municipal'].includes(level)

export const items = {
  '1.1a': (r) => both(so(r.fact('charter', 'partyLeadership')), so(r.fact('party-organisation', 'integrated'))),
  '1.1b': (r) => both(so(r.fact('party-organisation')), so(r.fact('party-organisation', 'working'))),
  '1.2a': (r) => so(r.fact('party-organisation', 'teamComplete')),
  '1.2b': (r) => so(r.fact('party-organisation', 'leadFulfils')),
  2.1: (r) => {
    const own = so(r.fact('office', 'tenure'), (tenure) => tenure === 'owned' || tenure === 'provided')
    const lease = so(r.fact('office', 'leaseYears'), (years) => years >= 3)
    return both(
      so(r.fact('office', 'fixed')),
      so(r.fact('office', 'area'), (area) => area >= 80),
      { met: own.met || lease.met, secured: own.secured || lease.secured },
      so(r.fact('office', 'facilities')),
      so(r.fact('office', 'inOrder')),
    )
  },
  2.2: (r) =>
    both(
      so(r.fact('plaque')),
      so(r.fact('certificate', 'holds', 'registration', r.asOf)),
      so(r.fact('certificate', 'holds', 'bank-permit', r.asOf)),
    ),
  2.3: (r) =>
    both(
      so(r.fact('finances', 'healthy')),
      so(r.fact('finances', 'netAssets'), (assets) => assets >= 50000),
    ),
  2.4: (r) => so(r.fact('staff', 'fullTime'), (count) => count >= 1),
  '2.5a': attested('assembly'),
  '2.5b': (r) => both(attested('council-lawful')(r), so(r.fact('council', 'youth'))),
  '2.5c': attested('supervisors'),
  2.6: (r) => {
    const founded = r.fact('organisation', 'founded').value
    const years = [1, 2, 3]
      .map((back) => r.year - back)
      .filter((year) => !(founded && year < Number(founded.slice(0, 4))))
    const results = years.map((year) => inspectionOf(r, year))
    const passed = results.every((one) => one?.fields.result === 'pass')
    const levels = ['three-star', 'four-star', 'five-star', '3A', '4A', '5A']
    const rated = r
      .of('society-rating')
      .filter(({ from, fields }) => from <= r.asOf && fields.holds !== false && levels.includes(fields.level))
    return both({ met: passed, secured: passed && results.every(evident) }, atLeast(1, rated))
  },
  3.1: attested('legal-representative'),
  3.2: attested('charter-followed'),
  3.3: attested('changes-lawful'),
  '3.4a': held('worker-service', 2),
  '3.4b': (r) =>
    addsUp(
      2,
      r.events('award', (fields) => fields.recipient === 'person' && cityOrAbove(fields)),
    ),
  '3.4c': attested('rewards-penalties'),
  '3.4d': attested('fee-standard'),
  '3.4e': (r) => both(so(r.fact('member-register', 'current')), so(r.fact('member-register', 'feesCollected'))),
  '3.4f': attested('think-tank-data'),
  '3.5a': attested('rules-followed'),
  '3.5b': attested('accounts-clear'),
  '3.5c': attested('receipts'),
  '3.5d': attested('oversight'),
  '3.6a': attested('plan-done'),
  '3.6b': attested('archives'),
  '3.6c': (r) => {
    const major = r.events('major-event')
    if (major.length === 0) {
      // “None this year” speaks of the year it was said in.
      const isOfThisYear = r.statedSince('attestation', 'no-major-event', r.from)
      return { met: true, secured: isOfThisYear && attested('no-major-event')(r).secured }
    }
    const met = major.every(({ on, until = on, filings }) => {
      const days = filings.filter((one) => one.to === 'association' && one.on <= r.asOf).map((one) => one.on)
      return days.some((day) => day < on) && days.some((day) => day >= until)
    })
    return { met, secured: met && major.every(evident) }
  },
  '3.6d': held('association-work', 1),
  '3.6e': (r) => {
    const isQuiet = r.events('incident').length === 0
    return both(attested('no-incident')(r), { met: isQuiet, secured: isQuiet })
  },
  '3.7a': held('award', 1, (fields) => fields.recipient === 'activity' && cityOrAbove(fields)),
  '3.7b': held('public-good', 1),
  '3.7c': held('government-task', 1),
  '4.1a': (r) => addsUp(3, r.events('project-application', cityOrAbove)),
  '4.1b': (r) =>
    atLeast(
      3,
      r.periods('research-project', ({ result }) => result === true),
    ),
  '4.2a': (r) =>
    addsUp(
      30,
      r.events('enterprise-service', ({ type }) => ['consulting', 'technical-service', 'diagnosis'].includes(type)),
    ),
  '4.2b': held('exhibition', 2),
  '4.2c': held('advice', 1, ({ policyReasoning }) => policyReasoning === true),
  4.3: held('innovation-work', 1),
  4.4: held('young-scientists', 1),
  4.5: held('innovation-china', 1),
  4.6: held('rural-measure', 1, ({ major }) => major === true),
  '5.1a': held('paper', 10, ({ subject }) => subject !== 'party-theory'),
  '5.1b': (r) =>
    atLeast(1, [
      ...r.events('academic-exchange', ({ scope }) => scope === 'cross-region' || scope === 'overseas'),
      ...r.events('international-exchange'),
    ]),
  '5.1c': held('academic-exchange', 2, ({ regular, role = 'host' }) => regular === true && role !== 'attend'),
  '5.2a': held(
    'science-popularisation',
    1,
    ({ occasion }) => occasion === 'science-week' || occasion === 'science-day',
  ),
  '5.2b': held('science-popularisation', 2, ({ occasion = 'other' }) => occasion === 'other'),
  '5.2c': held('publication', 1, ({ type }) => type === 'popular-periodical'),
  5.3: (r) => both(atLeast(1, r.events('training')), addsUp(30, r.events('training'))),
  '5.4a': held('publication', 1, ({ type }) => type === 'book' || type === 'periodical'),
  '5.4b': held('publication', 1, ({ type }) => type === 'proceedings' || type === 'informal'),
  5.5: (r) => {
    const two = atLeast(2, r.events('advice'))
    const one = atLeast(
      1,
      r.events('advice', ({ accepted, endorsed }) => accepted === true && endorsed === true),
    )
    if (r.readings['5.5'] !== 'either') return both(two, one)
    return { met: two.met || one.met, secured: two.secured || one.secured }
  },
  5.6: (r) => {
    const lectures = r.events('expert-lecture')
    return both(so(r.fact('foreign-contact')), atLeast(1, lectures), addsUp(30, lectures))
  },
}

export const gates = {
  'gate-founded': (r) => {
    const founded = r.fact('organisation', 'founded').value
    return founded === undefined ? null : founded < '2022-01-01'
  },
  'gate-scope': (r) =>
    allOf(
      is(r.fact('organisation', 'type'), 'society'),
      is(r.fact('organisation', 'level'), 'municipal'),
      is(r.fact('organisation', 'under'), 'wenzhou'),
    ),
  'gate-sound': (r) => is(r.fact('organisation', 'sound'), true),
}
