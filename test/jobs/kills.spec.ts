import { itWithMysql } from '../support/database'
import { expectToldOnce, liveAndKill } from '../support/killed-processes'

itWithMysql(
  'three processes, 60 days and 30 kills: each inbox entry and outbox row once, none missing',
  async () => {
    const outcome = await liveAndKill({ days: 60, kills: 30, societies: 4, start: '2018-11-19' })
    expect(outcome.kills).toBe(30)
    expect(outcome.inbox.found.length).toBeGreaterThan(100)
    expectToldOnce(outcome)
  },
  240_000,
)
