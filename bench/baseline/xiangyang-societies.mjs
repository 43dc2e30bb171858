import { inspection, inspectionOf } from './inspection.mjs'
import { allOf, evident, facts, figures, is, judged, points } from './reading.mjs'

const judgedItem = (item, maximum, matching) => (r) => {
  const records = [...matching(r), ...r.tagged(item)]
  return judged(r, `${item}.judged`, maximum, records.length > 0, records.some(evident))
}
const functionProject =
  (...fields) =>
  (r) =>
    facts(10, ...fields.map((field) => r.fact('function-project', field)))

/** 襄阳 2019 学会承接政府转移职能. */
export const functions = {
  defaults: { due: {}, settings: {} },
  stars: null,
  items: {
    1: functionProject('project', 'taskBook'),
    2.1: functionProject('threePartyBook', 'rights', 'goals', 'timetable', 'indicators', 'funding'),
    2.2: functionProject('leadRank', 'councilApproved', 'councilDecides'),
    2.3: functionProject('meetings'),
    2.4: functionProject('informationPublic', 'progressReported'),
    3: judgedItem('3', 40, (r) => r.events('function-work', ({ type }) => type === 'mechanism')),
    4: judgedItem('4', 10, (r) => r.events('function-work', ({ type }) => type === 'result')),
  },
  gates: {
    'gate-scope': (r) =>
      allOf(is(r.fact('organisation', 'type'), 'society'), is(r.fact('organisation', 'under'), 'xiangyang')),
  },
}

const evidenceOf = (r, wanted) => r.events('service-evidence', ({ topic }) => topic === wanted)
const events = (r, ...kinds) => kinds.flatMap((kind) => r.events(kind))

/** 襄阳 2019 优秀学会. */
export const excellentSociety = {
  defaults: { due: {}, settings: {} },
  stars: null,
  items: {
    1: regularity,
    2.1: judgedItem('2.1', 5, (r) => [
      ...events(r, 'academic-exchange', 'international-exchange'),
      ...evidenceOf(r, 'academic-brand'),
    ]),
    2.2: judgedItem('2.2', 5, (r) => [
      ...events(r, 'enterprise-service', 'innovation-activity', 'innovation-work'),
      ...evidenceOf(r, 'technology-transfer'),
    ]),
    3.1: judgedItem('3.1', 4, (r) => [
      ...evidenceOf(r, 'evaluation'),
      ...r.standing('science-award'),
      ...r.events('advice', ({ policyReasoning, commissioned }) => policyReasoning === true || commissioned === true),
      ...r.events('enterprise-service', ({ type }) => ['consulting', 'technical-service', 'diagnosis'].includes(type)),
    ]),
    3.2: judgedItem('3.2', 2, (r) => [
      ...r.events('advice'),
      ...r.periods('research-project', ({ subject }) => subject === 'decision'),
      ...r.events('academic-exchange', ({ thinkTank }) => thinkTank === true),
    ]),
    3.3: judgedItem('3.3', 10, (r) => [
      ...events(r, 'government-task', 'function-work'),
      ...r.standing('function-project'),
    ]),
    3.4: judgedItem('3.4', 4, (r) => [
      ...events(r, 'science-popularisation', 'science-resource', 'exhibition'),
      ...r.events('publication', ({ type }) => type === 'popular-periodical'),
    ]),
    4.1: judgedItem('4.1', 3, (r) => [
      ...events(r, 'worker-service', 'training'),
      ...r.events('recommendation', ({ type }) => type === 'talent'),
      ...r.events('award', ({ recipient }) => recipient === 'person'),
      ...evidenceOf(r, 'talent'),
    ]),
    4.2: judgedItem('4.2', 4, (r) => [
      ...events(r, 'worker-service', 'international-exchange'),
      ...r.events('recommendation', ({ type }) => type === 'talent'),
      ...r.standing('rules', ({ topic }) => topic === 'membership'),
      ...evidenceOf(r, 'member-care'),
    ]),
    4.3: judgedItem('4.3', 10, (r) => r.events('paper-declaration')),
    4.4: judgedItem('4.4', 3, (r) => [...r.events('scientist-spirit'), ...evidenceOf(r, 'ethics')]),
    5.1: judgedItem('5.1', 6, (r) => [
      ...r.standing('party-organisation'),
      ...r.standing('party-rules'),
      ...events(r, 'party-activity', 'party-project-application'),
    ]),
    5.2: judgedItem('5.2', 4, (r) => [...r.standing('council'), ...evidenceOf(r, 'governance')]),
    5.3: judgedItem('5.3', 5, (r) => [...r.standing('member-register'), ...evidenceOf(r, 'membership')]),
    6.1: judgedItem('6.1', 7, (r) => evidenceOf(r, 'key-project')),
    6.2: judgedItem('6.2', 8, (r) => r.events('association-work')),
  },
  gates: { 'gate-member': (r) => is(r.fact('organisation', 'groupMember'), 'first-batch', 'applied-second') },
}

/** 20 for own account and a passed 年检; failed but explained: judged. */
function regularity(r) {
  const account = r.fact('bank-account', 'own')
  if (account.value !== true) return figures(0, 0)
  const year = r.year - 1
  const last = inspectionOf(r, year)
  if (inspection(r, year, 'pass', 'basic') === true) return points(20, true, account.evident && evident(last))
  const sent = r.yearly('inspection-explanation', year, (_, one) => r.filed(one, 'association'))
  if (!last || sent.length === 0) return figures(0, 0)
  return judged(r, '1.judged', 20, true, account.evident && evident(last) && sent.some(evident))
}
