import type { Browser } from 'playwright-core'
import { launchChromium, openPhone } from '../support/browser.js'
import { fileWorkPlan, openDuties, resumeWorkPlan, undo, waiveWorkPlan } from '../support/duty-flow.js'
import { chooseRubric, createOrganisation, signInByName } from '../support/flow.js'
import { browserHand } from '../support/hand.js'
import { ServerProcess } from '../support/server-process.js'

describe('待办 in the browser', () => {
  let server: ServerProcess
  let browser: Browser
  beforeAll(async () => {
    server = await ServerProcess.start()
    browser = await launchChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })

  it('one tap files without a network; undone, set aside with a reason, taken up again', async () => {
    const { context, page } = await openPhone(browser)
    const hand = browserHand(page)
    await page.goto(server.origin)
    await signInByName(hand, '张秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'wuhan-party-led')
    await openDuties(hand)
    await context.setOffline(true)
    await fileWorkPlan(hand)
    await undo(hand)
    await waiveWorkPlan(hand, '今年刚成立')
    await resumeWorkPlan(hand)
    await fileWorkPlan(hand)
    await context.setOffline(false)

    await hand.tap('duties-way-calendar')
    await hand.until('the month is there', () => hand.sees('duties-calendar'))
    await page.reload()
    await openDuties(hand)
    await hand.until('it is still done', () => hand.sees('duties-done'))
    await context.close()
  }, 120_000)
})
