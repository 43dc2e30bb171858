import { liveAndKill } from '../support/killed-processes'

it('three processes, 1,000 days and 200 kills: each inbox entry and outbox row once, none missing', async () => {
  const { kills, inbox, outbox, wechat, mail } = await liveAndKill({
    days: 1000,
    kills: 200,
    societies: 6,
    start: '2016-06-01',
  })
  expect(kills).toBe(200)
  expect(inbox.found.length).toBeGreaterThan(500)
  expect(inbox.found).toEqual(inbox.expected)
  expect(outbox.found).toEqual(outbox.expected)
  expect(wechat.other).toBe(0)
  expect(wechat.delivered).toBeGreaterThanOrEqual(wechat.sent)
  expect(wechat.delivered).toBeLessThanOrEqual(wechat.sent + wechat.uncertain)
  expect(mail).toEqual({ ids: mail.rows, rows: mail.rows, sent: mail.rows })
}, 1_500_000)
