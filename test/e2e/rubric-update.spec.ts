import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createOrganisation, signInByName } from '../support/flow.js'
import { browserStand, usualServer } from '../support/stands.js'

/** The organiser's notice of next year, as a folder the server is started with. */
function changedRubrics(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'xingji-rubrics-')), 'rubrics')
  cpSync(resolve(__dirname, '../../rubrics'), folder, { recursive: true })
  const file = join(folder, 'cast-2018', 'rubric.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^title: .+$/m, 'title: 更名后的星级评价'))
  mkdirSync(join(folder, 'wuhan-party-led', 'editions'))
  const edition = ["edition: '2'", "basedOn: '1'", 'title: 武汉第二版评分标准', ''].join('\n')
  writeFileSync(join(folder, 'wuhan-party-led', 'editions', '2.yaml'), edition)
  return folder
}

describe('rubrics that change at the server', () => {
  const folder = changedRubrics()
  const stand = browserStand(() => usualServer({ XINGJI_RUBRICS: folder }))
  afterAll(() => rmSync(resolve(folder, '..'), { recursive: true, force: true }))

  it('reach a phone that was built with the earlier ones, and stay without a network', async () => {
    const { context, page, hand, faults } = await stand.open({ expected: /ERR_INTERNET_DISCONNECTED/ })
    await signInByName(hand, '王秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await hand.until('the new title is there', async () =>
      (await hand.read('rubric-switch')).includes('更名后的星级评价'),
    )

    await hand.tap('rubric-switch')
    await hand.until('the later edition is offered', () => hand.sees('rubric-wuhan-party-led-2'))
    await hand.tap('rubric-wuhan-party-led-2')
    await hand.until('it is looked at', async () => (await hand.read('rubric-switch')).includes('武汉第二版评分标准'))
    expect(await hand.read('home-total-estimate')).toBe('0')

    await page.waitForLoadState('networkidle')
    await page.route('**/api/**', (route) => route.abort('internetdisconnected'))
    await page.reload()
    await hand.until('the home page is there', () => hand.sees('home'))
    expect(await hand.read('rubric-switch')).toContain('武汉第二版评分标准')
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})
