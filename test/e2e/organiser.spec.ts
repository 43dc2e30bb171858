import { createOrganisation, signInByName } from '../support/flow.js'
import { startReminderServer } from '../support/reminder-server.js'
import { newCreditCode } from '../support/personas.js'
import { browserStand } from '../support/stands.js'
import { Client, newId } from './client.js'

const duty = '报送本年度工作计划'
const wide = { width: 1280, height: 900 }

describe("an organiser's page", () => {
  const stand = browserStand(() => startReminderServer({ XINGJI_ORGANISERS: 'development:组织人' }))

  /** A society that has filed its work plan already; over the API. */
  async function readySociety(name: string, code: string): Promise<void> {
    const client = await Client.signIn(stand.server.api, { name: '勤秘书' })
    const id = newId()
    await client.send('POST', 'organisations', { id, name, code: newCreditCode() })
    await client.send('POST', `organisations/${id}/cycles`, { code })
    const record = {
      id: newId(),
      kind: 'work-plan',
      year: 2018,
      party: true,
      title: '别人看不到的标题',
      filings: [{ to: 'association', on: '2018-03-05' }],
    }
    await client.send('PUT', `organisations/${id}/records/${record.id}`, { base: 0, record })
  }

  it('teaches when empty, shows states and no records, and reminds exactly those it said, once', async () => {
    const { page, hand, faults, context } = await stand.open()
    await page.setViewportSize(wide)
    await signInByName(hand, '组织人')
    await hand.until('the way to the page is there', () => hand.sees('open-organiser'))
    await hand.tap('open-organiser')
    await hand.until('it says how to begin', () => hand.sees('organiser-empty'))
    await hand.type('cycle-title', '2018年党建引领专项')
    await page.locator('#cycle-rubric').selectOption('wuhan-party-led')
    await hand.tap('create-cycle')
    await hand.until('the code is there', () => hand.sees('cycle-code'))
    const code = await hand.read('cycle-code')
    expect(code).toMatch(/^[0-9A-Z]{12}$/)
    await hand.until('it says who is missing', () => hand.sees('standings-empty'))

    // A secretary joins on the phone with the code; nobody but organisers is shown the way to the page.
    const other = await stand.open()
    await signInByName(other.hand, '慢秘书')
    await createOrganisation(other.hand, '慢慢学会', '511000005000111110')
    await other.hand.tap('tab-me')
    await other.hand.until('the way in is there', () => other.hand.sees('open-cycles'))
    expect(await other.hand.sees('open-organiser')).toBe(false)
    await other.hand.tap('open-cycles')
    await other.hand.until('a code can be typed', () => other.hand.sees('cycle-join-code'))
    await other.hand.type('cycle-join-code', code.toLowerCase())
    await other.hand.tap('join-cycle')
    await other.hand.until('it has joined', () => other.hand.sees('notice'))
    await readySociety('勤快学会', code)

    await page.reload()
    await hand.until('both are there', async () => (await hand.read('standings')).includes('2 个单位'))
    await page.locator('#standings-duty').selectOption(duty)
    await hand.until('one is narrowed to', async () => (await page.locator('.standing:visible').count()) === 2)
    expect(await hand.read('standing-0')).toMatch(/慢慢学会\s+报送本年度工作计划\s+12月31日截止\s+快到期/)
    await hand.tap('standings-state-done')
    await hand.until('the other is narrowed to', async () => (await hand.read('standing-0')).includes('勤快学会'))
    expect(await hand.read('standing-0')).toContain('已办好')
    expect(await page.locator('body').innerText()).not.toContain('别人看不到的标题')

    await page.locator('#reminder-duty').selectOption(duty)
    await hand.type('reminder-text', '请本周内报来')
    await hand.tap('reminder-preview')
    await hand.until('the preview is there', () => hand.sees('reminder-shown'))
    const shown = await hand.read('reminder-shown')
    expect(shown).toContain('会发给 1 个单位的 1 位秘书')
    expect(shown).toContain('慢慢学会')
    expect(shown).toContain('组织方提醒：请本周内报来（还有 7 天，12月31日截止')
    expect(shown).not.toContain('勤快学会')
    if (process.env.XINGJI_SCREENS)
      await page.screenshot({ path: `${process.env.XINGJI_SCREENS}/organiser-wide.png`, fullPage: true })
    // Another word is another reminder: what was shown is put away.
    await hand.type('reminder-text', '请本周内报来，谢谢')
    expect(await hand.sees('reminder-shown')).toBe(false)
    await hand.tap('reminder-preview')
    await hand.until('the preview is there', () => hand.sees('reminder-send'))
    await hand.tap('reminder-send')
    await hand.until('it is sent', () => hand.sees('reminder-sent'))
    expect(await hand.read('reminder-sent')).toContain('1 位秘书')
    const told = await Client.signIn(stand.server.api, { name: '慢秘书' })
    const { entries } = await told.send<{ entries: { body: string }[] }>('GET', 'inbox')
    expect(entries.filter(({ body }) => body.startsWith('组织方提醒：请本周内报来，谢谢'))).toHaveLength(1)
    await hand.tap('reminder-preview')
    await hand.until('nobody is told twice a day', () => hand.sees('reminder-nobody'))

    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    if (process.env.XINGJI_SCREENS)
      await page.screenshot({ path: `${process.env.XINGJI_SCREENS}/organiser-phone.png`, fullPage: true })
    expect([...faults, ...other.faults]).toEqual([])
    await context.close()
    await other.context.close()
  }, 120_000)
})
