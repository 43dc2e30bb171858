import { repeatLast } from '../support/fast-entry.js'
import { Client } from '../e2e/client.js'
import { beginRecord, createOrganisation, recordCommittee, recordStudySession, saveRecord } from '../support/flow.js'
import { counting, weappHand } from '../support/hand.js'
import { weappStand } from '../support/stands.js'

/** What a saved record may send to the home page behind the form, in bytes: what changed, not the page. */
const homeBudget = 16 * 1024
/** What the page of all kinds may be, in bytes, however many kinds the catalog has. */
const kindsBudget = 20 * 1024

describe('fast entry in the weapp build', () => {
  const stand = weappStand()

  it('takes at most 8 taps for a study session and 3 to repeat it, and keeps a draft when the app is killed', async () => {
    const hand = counting(await stand.phoneOf('olivia'))
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await recordCommittee(hand)

    hand.taps = 0
    await recordStudySession(hand, '学习二十届四中全会精神')
    expect(hand.taps).toBeLessThanOrEqual(8)
    hand.taps = 0
    const sent = stand.phone.app.trace.updates.length
    await repeatLast(hand, 'party-activity')
    const toHome = stand.phone.app.trace.updates.slice(sent).filter(({ page }) => page === 'pages/main/index')
    expect(toHome.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(homeBudget)
    expect(hand.taps).toBeLessThanOrEqual(3)

    const before = stand.phone.app.trace.updates.length
    await hand.tap('add-record')
    await hand.until('the kinds are there', () => hand.sees('kind-academic-exchange'))
    const ofKinds = stand.phone.app.trace.updates.slice(before).filter(({ page }) => page === 'pages/edit/index')
    expect(ofKinds.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(kindsBudget)
    await hand.tap('kind-academic-exchange')
    await hand.until('the form is there', () => hand.sees('field-title'))
    await hand.type('field-title', '写了一半的交流')
    await hand.tap('keep-template')
    await stand.phone.app.idle()
    const again = counting(weappHand(await stand.phone.launch()))
    await again.until('the draft is offered', () => again.sees('home-draft'))
    await again.tap('home-draft')
    await again.until('the form says what it is worth', () => again.sees('worth-summary'))
    expect(await again.read('worth-summary')).toContain('武汉市科协 +1')
    await again.tap('save-record')
    await again.until('the home page is back', () => again.sees('home'))
    expect(await again.sees('home-draft')).toBe(false)

    // A template: two taps from the home page to a filled form.
    again.taps = 0
    await again.tap('add-record')
    await again.until('the template is there', () => again.sees('template-0'))
    await again.tap('template-0')
    await again.until('the form is there', () => again.sees('save-record'))
    expect(again.taps).toBeLessThanOrEqual(3)
    await again.tap('save-record')
    await again.until('the home page is back', () => again.sees('home'))
    await again.tap('tab-records')
    expect(stand.phone.app.screen.split('写了一半的交流')).toHaveLength(3)
    await again.tap('tab-home')

    await again.tap('home-path')
    await again.until('the way is planned', async () => /到 \d+ 星：|到不了/.test(await again.read('path-headline')))
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('counts heads by QR code where the society wants it', async () => {
    const hand = await stand.phoneOf('quinn')
    await createOrganisation(hand, '中国测试学会', '51100000500022222Q')
    const client = await Client.signIn(stand.server.api, { code: 'quinn' })
    const { memberships } = await client.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
    await client.send('PUT', `organisations/${memberships[0]!.organisation.id}/headcounts`, { on: true })
    await beginRecord(hand, 'party-activity')
    await hand.until('heads can be counted', () => hand.sees('field-people-count'))
    await hand.tap('field-people-count')
    await hand.until('the code is there', () => hand.sees('heads-code'))
    expect(await hand.read('heads-number')).toBe('0')
    await hand.tap('heads-close')
    await hand.until('the form is back', () => hand.sees('save-record'))
    expect(stand.phone.app.value('#field-people')).toBe('0')
    await saveRecord(hand)
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)
})
