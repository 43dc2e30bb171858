import {
  beginMeeting,
  chooseRubric,
  createOrganisation,
  estimate,
  recordCommittee,
  saveRecord,
  signInByName,
  untilSent,
} from '../support/flow.js'
import { browserHand } from '../support/hand.js'
import { browserStand } from '../support/stands.js'
import { AtServer } from './at-server.js'
import { Client } from './client.js'

/** What the browser says of a request without a network. */
const offline = /ERR_INTERNET_DISCONNECTED|ERR_FAILED/

describe('the browser without any network', () => {
  const stand = browserStand()

  it('opens the app anew, scores and records; what was recorded is sent once there is one', async () => {
    const { context, page, hand, faults } = await stand.open({ expected: offline, keepsApp: true })
    await signInByName(hand, '王秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'cast-2018')
    await recordCommittee(hand)
    await untilSent(hand)
    const before = await estimate(hand)
    await page.evaluate(() => navigator.serviceWorker.ready)

    await context.setOffline(true)
    await page.reload()
    await hand.until('the home page is there', () => hand.sees('home'))
    expect(await estimate(hand)).toBe(before)
    await beginMeeting(hand, '没有网络的党委会')
    await saveRecord(hand)
    await hand.until('the score rises', async () => (await estimate(hand)) > before)
    // Killed and opened again, still without a network.
    await page.close()
    const again = await context.newPage()
    await again.goto(stand.server.origin)
    const second = browserHand(again)
    await second.until('the home page is there', () => second.sees('home'))
    expect(await estimate(second)).toBeGreaterThan(before)

    await context.setOffline(false)
    await untilSent(second)
    const client = await Client.signIn(stand.server.api, { name: '王秘书' })
    const held = await AtServer.of(client, stand.server.origin)
    expect(await held.record('没有网络的党委会')).toMatchObject({ state: 'complete' })

    // Neither answers nor evidence are in the browser's copy.
    const kept = await again.evaluate(async () => {
      const caches = await window.caches.keys()
      const all = await Promise.all(caches.map(async (name) => (await window.caches.open(name)).keys()))
      return all.flat().map(({ url }) => new URL(url).pathname)
    })
    expect(kept.filter((path) => !/^\/($|js\/|css\/)/.test(path))).toEqual([])
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})
