import type { Page } from 'playwright-core'
import {
  beginMeeting,
  chooseOrganisation,
  createOrganisation,
  saveRecord,
  signInByName,
  untilSent,
} from '../support/flow.js'
import { browserStand } from '../support/stands.js'
import { AtServer } from './at-server.js'
import { Client } from './client.js'

/** What the browser says of requests while it has no network, and of a page of the API, which has no picture. */
const expected = /ERR_INTERNET_DISCONNECTED|favicon/

/** What a person's browser does to a page that takes much room: the records go, small values stay. */
const emptyStore = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('xingji')
        opening.onerror = () => reject(new Error('the store does not open'))
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('texts', 'readwrite')
          transaction.objectStore('texts').clear()
          transaction.oncomplete = () => resolve(opening.result.close())
        }
      }),
  )

describe('a phone in trouble, in the browser', () => {
  const stand = browserStand()

  it('says that its store was emptied and gets back what was uploaded; says how wrong its clock is, and records all the same', async () => {
    const { context, page, hand, faults } = await stand.open({ expected })
    await signInByName(hand, '王秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    await untilSent(hand)
    const atServer = await AtServer.of(await Client.signIn(stand.server.api, { name: '王秘书' }), stand.server.origin)
    await context.setOffline(true)
    await beginMeeting(hand, '第二次党委会')
    await saveRecord(hand)
    await context.setOffline(false)
    await hand.until('both are at the server', async () => (await atServer.record('第二次党委会')) !== undefined)
    await untilSent(hand)

    // As when the system clears it: no app is open that would write on.
    const app = page.url()
    await page.goto(`${stand.server.origin}/api/health`)
    await emptyStore(page)
    await page.clock.install({ time: new Date(Date.now() + 3 * 3_600_000) })
    await page.goto(app)
    await hand.until('it is said', () => hand.sees('store-emptied'))
    expect(await hand.read('store-emptied')).toContain('应当一条不少')
    await signInByName(hand, '王秘书')
    await chooseOrganisation(hand, atServer.organisation)
    await hand.until('both are back', async () => (await hand.read('records-lost')).includes('现在有 2 条'))
    expect(await hand.read('clock-wrong')).toContain('快了 3 小时')
    await hand.tap('records-lost-dismiss')
    await hand.tap('clock-wrong-dismiss')
    await beginMeeting(hand, '第三次党委会')
    await saveRecord(hand)
    await hand.until('it is at the server', async () => (await atServer.record('第三次党委会')) !== undefined)
    expect(await hand.sees('records-lost')).toBe(false)
    expect(await hand.sees('clock-wrong')).toBe(false)
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})
