import { Client } from '../e2e/client.js'
import {
  beginMeeting,
  chooseRubric,
  createOrganisation,
  estimate,
  recordCommittee,
  saveRecord,
  signInByWechat,
  untilSent,
} from '../support/flow.js'
import { weappHand } from '../support/hand.js'
import { ServerProcess } from '../support/server-process.js'
import type { MiniApp } from '../support/weapp/app.js'
import { Phone } from '../support/weapp/phone.js'
import { WechatStandIn } from '../support/wechat-stand-in.js'
import { builtWeapp, routeTo } from './build.js'

/** What saving one record may send from the logic layer to the view, in bytes. */
const updateBudget = 64 * 1024

describe('the main flow in the weapp build', () => {
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

  it('keeps a meeting through a restart, on the phone and on the server', async () => {
    phone = new Phone({ dist: builtWeapp(), route: routeTo(server.origin) })
    wechat.on('olivia', { openid: 'openid-olivia' })
    phone.loginCode = () => 'olivia'
    let app = await phone.launch()
    let hand = weappHand(app)

    await signInByWechat(hand)
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'cast-2018')
    await recordCommittee(hand)
    const before = await estimate(hand)

    await beginMeeting(hand, '第一次党委会')
    const updates = app.trace.updates.length
    await saveRecord(hand)
    expect(await estimate(hand)).toBeGreaterThan(before)
    expect(bytes(app, updates)).toBeLessThanOrEqual(updateBudget)
    const after = await estimate(hand)
    await untilSent(hand)
    expect(app.trace.errors).toEqual([])

    app = await phone.launch()
    hand = weappHand(app)
    await hand.until('the home page is there', () => hand.sees('home'))
    expect(await estimate(hand)).toBe(after)
    expect(app.trace.errors).toEqual([])

    const client = await Client.signIn(server.api, { code: 'olivia' })
    const { memberships } = await client.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
    const id = memberships[0]!.organisation.id
    const { changes } = await client.send<{ changes: { record: { kind: string; title: string } }[] }>(
      'GET',
      `organisations/${id}/changes`,
    )
    expect(changes.map((change) => change.record.title)).toEqual(['学会党委成立', '第一次党委会'])
    const card = JSON.parse(await client.text(`organisations/${id}/scorecard?rubric=cast-2018`))
    expect(card.total.estimate).toBe(after)
  }, 60_000)
})

const bytes = (app: MiniApp, since: number): number =>
  app.trace.updates.slice(since).reduce((sum, update) => sum + update.bytes, 0)
