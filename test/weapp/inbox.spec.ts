import { Client } from '../e2e/client.js'
import { createOrganisation } from '../support/flow.js'
import { openReminders, startReminderServer } from '../support/reminder-server.js'
import { weappStand } from '../support/stands.js'

describe('reminders in the weapp build', () => {
  const stand = weappStand((wechat) => startReminderServer(wechat.messageSettings))

  it('shows what is due, asks for one more WeChat message within the tap, and fills the phone calendar', async () => {
    const hand = await stand.phoneOf('li')
    const { phone } = stand
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    const client = await Client.signIn(stand.server.api, { code: 'li' })
    await openReminders(hand, client)
    expect(await hand.read('inbox')).toContain('还有 7 天，12月31日截止')

    await hand.until('the channels are there', () => hand.sees('accept-wechat'))
    await hand.tap('accept-wechat')
    await hand.until('the acceptance is noted', async () => (await hand.read('channel-wechat')).includes('还能收 1 条'))
    await hand.tap('quiet-from-less')
    await hand.until('the quiet begins earlier', async () => (await hand.read('quiet-words')).startsWith('20:00 到'))
    // What came later stands above it.
    let at = 0
    while (!(await hand.read(`inbox-entry-${at}`)).includes('12月31日截止')) at++
    await hand.tap(`inbox-entry-${at}`)
    await hand.until('the calendar has it', async () => phone.calendar.length === 1)
    // Seconds, not milliseconds: nine in the morning of 31 December 2018, in Shanghai.
    expect(phone.calendar[0]).toMatchObject({ startTime: Date.parse('2018-12-31T01:00:00Z') / 1000 })
    await hand.tap('read-all')
    await hand.until('nothing is unread', async () => !(await hand.sees('read-all')))
    expect(phone.app.trace.errors).toEqual([])
  }, 120_000)
})
