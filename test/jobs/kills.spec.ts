import { itWithMysql } from '../support/database'
import { liveAndKill } from '../support/killed-processes'

itWithMysql(
  'three processes, 60 days and 30 kills: each inbox entry and outbox row once, none missing',
  async () => {
    const { kills, inbox, outbox, wechat, mail } = await liveAndKill({
      days: 60,
      kills: 30,
      societies: 4,
      start: '2018-11-19',
    })
    expect(kills).toBe(30)
    expect(inbox.found.length).toBeGreaterThan(100)
    expect(inbox.found).toEqual(inbox.expected)
    expect(outbox.found).toEqual(outbox.expected)
    // At most once: what was delivered is what rows say was sent, and perhaps some of what nobody knows.
    expect(wechat.other).toBe(0)
    expect(wechat.delivered).toBeGreaterThanOrEqual(wechat.sent)
    expect(wechat.delivered).toBeLessThanOrEqual(wechat.sent + wechat.uncertain)
    // At least once, under one Message-ID for each.
    expect(mail).toEqual({ ids: mail.rows, rows: mail.rows, sent: mail.rows })
  },
  240_000,
)
