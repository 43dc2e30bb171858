import { repeatLast } from '../support/fast-entry.js'
import { createOrganisation, recordCommittee, recordStudySession, signInByName } from '../support/flow.js'
import { counting } from '../support/hand.js'
import { browserStand } from '../support/stands.js'

describe('fast entry in the browser', () => {
  const stand = browserStand()

  it('takes at most 8 taps for a study session and 3 to repeat it, and keeps a draft over a reload', async () => {
    const { context, page, faults, hand: bare } = await stand.open()
    const hand = counting(bare)
    await signInByName(hand, '王秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await recordCommittee(hand)

    hand.taps = 0
    await recordStudySession(hand, '学习二十届四中全会精神')
    expect(hand.taps).toBeLessThanOrEqual(8)

    hand.taps = 0
    await repeatLast(hand, 'party-activity')
    expect(hand.taps).toBeLessThanOrEqual(3)
    await hand.tap('tab-records')
    await hand.until('both are listed', async () => (await page.getByText('学习二十届四中全会精神').count()) >= 2)

    // A draft: begun, and the page gone before anything was saved.
    await hand.tap('tab-home')
    await hand.tap('add-record')
    await hand.until('the kinds are there', () => hand.sees('kind-academic-exchange'))
    await hand.tap('kind-academic-exchange')
    await hand.until('the form is there', () => hand.sees('field-title'))
    await hand.type('field-title', '写了一半的交流')
    await hand.tap('field-people-quick-10')
    await page.waitForTimeout(200)
    await page.goto(stand.server.origin)
    await page.reload()
    await hand.until('the draft is offered', () => hand.sees('home-draft'))
    await hand.tap('home-draft')
    await hand.until('the form is there', () => hand.sees('field-title'))
    expect(await page.locator('#field-title input').inputValue()).toBe('写了一半的交流')
    expect(await page.locator('#field-people input').inputValue()).toBe('10')
    await hand.until('the form says what it is worth', () => hand.sees('worth-summary'))
    expect(await hand.read('worth-summary')).toContain('武汉市科协 +1')
    await hand.tap('save-record')
    await hand.until('the home page is back', () => hand.sees('home'))
    expect(await hand.sees('home-draft')).toBe(false)

    await hand.tap('home-path')
    await hand.until('the way is planned', async () => /到 \d+ 星：|到不了/.test(await hand.read('path-headline')))
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})
