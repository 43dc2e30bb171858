/**
 * What the peers are asked: the estimate of those items of `wuhan-party-led` that count events of the cycle. Nothing of
 * evidence, standing facts, filings, gates, totals or explanations, all of which the scorer does in the time it is given.
 */
const industries = [
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
const exchanges = ['academic-exchange', 'international-exchange']
const popular = ['science-popularisation']

/** `points` for at least one such event; with `cap`, for each up to the cap. `tests`: any of these sets must hold. */
export const questions = [
  { item: '1.9a', kinds: ['association-work'], points: 1, cap: 3 },
  { item: '2.5a', kinds: ['party-activity'], tests: [{ study: true }, { partySpirit: true }], points: 1, cap: 4 },
  { item: '2.5b', kinds: ['party-activity'], tests: [{ partySpirit: true }], points: 2 },
  { item: '3.1a', kinds: ['academic-exchange'], points: 1, cap: 3 },
  { item: '3.1c', kinds: ['academic-exchange'], tests: [{ industry: industries }], points: 2 },
  { item: '3.1d', kinds: ['academic-exchange'], tests: [{ academicians: { min: 1 } }], points: 1 },
  { item: '3.1f', kinds: ['academic-exchange'], tests: [{ thinkTank: true }], points: 2 },
  { item: '3.2a', kinds: popular, tests: [{ venue: ['park', 'building', 'business-district'] }], points: 3 },
  { item: '3.2b', kinds: popular, tests: [{ ruralRevitalisation: true }], points: 3 },
  { item: '3.2d', kinds: ['science-resource'], points: 2 },
  { item: '3.3', kinds: ['scientist-spirit'], points: 2 },
  { item: '3.4a', kinds: ['enterprise-service'], tests: [{ type: ['consulting', 'joint-research'] }], points: 2 },
  {
    item: '3.4c',
    kinds: ['enterprise-service'],
    tests: [{ type: ['technology-introduction', 'transfer'] }],
    points: 2,
  },
  { item: '3.5b', kinds: ['advice'], tests: [{ endorsed: true }, { adopted: true }], points: 2 },
  { item: '3.6a', kinds: ['government-task'], tests: [{ completed: true }], points: 2 },
  { item: '3.6b', kinds: ['government-task'], tests: [{ breakthrough: true }], points: 2 },
  { item: '3.7b', kinds: ['recommendation'], points: 2 },
  { item: '3.8a', kinds: exchanges, tests: [{ role: ['host', 'organise'], foreignGuests: { min: 3 } }], points: 2 },
  { item: '3.8b', kinds: ['overseas-service'], points: 1 },
  { item: '3.10a', kinds: ['policy-publicity'], points: 1 },
  { item: '3.10c', kinds: ['worker-service'], tests: [{ type: ['workers-day', 'home-building'] }], points: 2 },
]
export const asked = `the estimates of ${questions.length} counting items of wuhan-party-led, nothing else`

/** @throws when a peer does not give the baseline's estimates */
export function checkAnswers(peer, answers, items) {
  for (const { item } of questions)
    if (answers[item] !== items[item].estimate)
      throw new Error(`${peer} gives ${answers[item]} for ${item}, the baseline ${items[item].estimate}`)
}
