import { Client } from '../e2e/client.js'
import { createOrganisation, signInByWechat } from '../support/flow.js'
import { weappHand } from '../support/hand.js'
import { openReminders, type ReminderServer, startReminderServer } from '../support/reminder-server.js'
import { Phone } from '../support/weapp/phone.js'
import { WechatStandIn } from '../support/wechat-stand-in.js'
import { builtWeapp, routeTo } from './build.js'

describe('reminders in the weapp build', () => {
  let wechat: WechatStandIn
  let started: ReminderServer
  let phone: Phone
  beforeAll(async () => {
    wechat = await WechatStandIn.start()
    started = await startReminderServer(wechat.messageSettings)
  }, 60_000)
  afterAll(async () => {
    phone?.kill()
    await started?.stop()
    await wechat?.stop()
  })

  it('shows what is due, asks for one more WeChat message within the tap, and fills the phone calendar', async () => {
    const { server } = started
    wechat.on('li', { openid: 'o-li' })
    phone = new Phone({ dist: builtWeapp(), route: routeTo(server.origin) })
    phone.loginCode = () => 'li'
    const app = await phone.launch()
    const hand = weappHand(app)
    await signInByWechat(hand)
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    const client = await Client.signIn(server.api, { code: 'li' })
    await openReminders(hand, client)
    expect(await hand.read('inbox')).toContain('还有 7 天，12月31日截止')

    await hand.until('the channels are there', () => hand.sees('accept-wechat'))
    await hand.tap('accept-wechat')
    await hand.until('the acceptance is noted', async () => (await hand.read('channel-wechat')).includes('还能收 1 条'))
    await hand.tap('quiet-from-less')
    await hand.until('the quiet begins earlier', async () => (await hand.read('quiet-words')).startsWith('20:00 到'))
    await hand.tap('inbox-entry-0')
    await hand.until('the calendar has it', async () => phone.calendar.length === 1)
    // Seconds, not milliseconds: nine in the morning of 31 December 2018, in Shanghai.
    expect(phone.calendar[0]).toMatchObject({ startTime: Date.parse('2018-12-31T01:00:00Z') / 1000 })
    await hand.tap('read-all')
    await hand.until('nothing is unread', async () => !(await hand.sees('read-all')))
    expect(app.trace.errors).toEqual([])
  }, 120_000)
})
