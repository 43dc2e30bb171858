import { expectToldOnce, liveAndKill } from '../support/killed-processes'

it('three processes, 1,000 days and 200 kills: each inbox entry and outbox row once, none missing', async () => {
  const outcome = await liveAndKill({ days: 1000, kills: 200, societies: 6, start: '2016-06-01' })
  expect(outcome.kills).toBe(200)
  expect(outcome.inbox.found.length).toBeGreaterThan(500)
  expectToldOnce(outcome)
}, 1_500_000)
