import type { Page } from 'playwright-core'
import { openPhone } from '../support/browser.js'
import { beginRecord, createOrganisation, saveRecord, signInByName, untilSent } from '../support/flow.js'
import { scan } from '../support/qr.js'
import { browserStand } from '../support/stands.js'
import { AtServer } from './at-server.js'
import { Client } from './client.js'

describe('heads counted by QR code', () => {
  const stand = browserStand()

  /** Somebody in the hall, with a phone of their own. */
  async function visitor(address: string): Promise<Page> {
    const { page } = await openPhone(stand.browser)
    await page.goto(address)
    return page
  }
  const arrive = async (page: Page): Promise<void> => {
    await page.locator('#here').tap()
    await page.getByText('已经计入').waitFor()
  }

  it('is off at first; then counts each phone once, and the secretary has the last word', async () => {
    const { page, hand, faults, context } = await stand.open()
    await signInByName(hand, '数人秘书')
    await createOrganisation(hand, '晨光学会', '511000005000111110')
    await beginRecord(hand, 'party-activity')
    expect(await hand.sees('field-people-count')).toBe(false)
    await hand.tap('back')
    await hand.tap('tab-me')
    await hand.tap('open-head-setting')
    await hand.until('the setting is there', () => hand.sees('head-setting'))
    await hand.tap('head-setting')
    await hand.until('it is on', async () => (await hand.read('head-setting')).includes('是'))
    await hand.tap('sheet-close')
    await hand.tap('tab-home')

    await beginRecord(hand, 'party-activity')
    await hand.type('field-title', '学习党章')
    await hand.until('heads can be counted', () => hand.sees('field-people-count'))
    await hand.tap('field-people-count')
    await hand.until('the code is there', () => hand.sees('heads-code'))
    if (process.env.XINGJI_SCREENS) await page.screenshot({ path: `${process.env.XINGJI_SCREENS}/heads.png` })
    const address = await scan(page, 'heads-code')
    expect(address).toContain(`${stand.server.origin}/api/heads/`)

    const first = await visitor(address)
    expect(await first.locator('#title').innerText()).toBe('晨光学会')
    const { width, height } = (await first.locator('#here').boundingBox())!
    expect([width >= 300, height >= 60]).toEqual([true, true])
    if (process.env.XINGJI_SCREENS) await first.screenshot({ path: `${process.env.XINGJI_SCREENS}/heads-visitor.png` })
    await arrive(first)
    const second = await visitor(address)
    await arrive(second)
    // The first one again: scanned once more, tapped once more, the same head.
    await first.goto(address)
    await arrive(first)
    await hand.until('two are there', async () => (await hand.read('heads-number')) === '2')

    await hand.tap('heads-close')
    await hand.until('the form is back', () => hand.sees('save-record'))
    const people = page.locator('#field-people:visible input')
    await hand.until('it has the number', async () => (await people.inputValue()) === '2')
    const late = await visitor(address)
    expect(await late.locator('#text').innerText()).toBe('这场活动的人数已经数完了，不用再扫。')
    await hand.tap('field-people-more')
    expect(await people.inputValue()).toBe('3')
    await saveRecord(hand)
    await untilSent(hand)
    const there = await AtServer.of(await Client.signIn(stand.server.api, { name: '数人秘书' }), stand.server.origin)
    expect((await there.record('学习党章'))!.record).toMatchObject({ title: '学习党章', people: 3 })
    expect(faults).toEqual([])
    for (const one of [first, second, late]) await one.context().close()
    await context.close()
  }, 120_000)
})
