import { fileWorkPlan, openDuties, resumeWorkPlan, undo, waiveWorkPlan } from '../support/duty-flow.js'
import { chooseRubric, createOrganisation, signInByWechat } from '../support/flow.js'
import { weappHand } from '../support/hand.js'
import { ServerProcess } from '../support/server-process.js'
import { Phone } from '../support/weapp/phone.js'
import { WechatStandIn } from '../support/wechat-stand-in.js'
import { builtWeapp, routeTo } from './build.js'

describe('待办 in the weapp build', () => {
  let wechat: WechatStandIn
  let server: ServerProcess
  let phone: Phone
  beforeAll(async () => {
    wechat = await WechatStandIn.start()
    server = await ServerProcess.start(wechat.settings)
  }, 30_000)
  afterEach(() => phone.kill())
  afterAll(async () => {
    await server?.stop()
    await wechat?.stop()
  })

  it('one tap files; undone, set aside with a reason, taken up again; the form of a result has its year', async () => {
    wechat.on('anna', { openid: 'openid-anna' })
    phone = new Phone({ dist: builtWeapp(), route: routeTo(server.origin) })
    phone.loginCode = () => 'anna'
    const hand = weappHand(await phone.launch())
    await signInByWechat(hand)
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'wuhan-party-led')
    await openDuties(hand)
    await fileWorkPlan(hand)
    await undo(hand)
    await waiveWorkPlan(hand, '今年刚成立')
    await resumeWorkPlan(hand)
    await fileWorkPlan(hand)

    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() - 1
    await hand.tap(`act-once-inspection-${year}`)
    await hand.until('the form is there', () => hand.sees('save-record'))
    await hand.tap('field-result-pass')
    await hand.tap('save-record')
    await hand.until('it is done', async () => !(await hand.sees(`act-once-inspection-${year}`)))

    const again = weappHand(await phone.launch())
    await openDuties(again)
    await again.until('what was done is still done', () => again.sees('duties-done'))
    expect(phone.app.trace.errors).toEqual([])
  }, 60_000)
})
