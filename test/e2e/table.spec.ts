import path from 'node:path'
import {
  chooseRubric,
  createOrganisation,
  estimate,
  recordCommittee,
  signInByName,
  untilSent,
} from '../support/flow.js'
import { browserStand } from '../support/stands.js'

const fixtures = path.join(__dirname, '..', 'fixtures', 'tables')

describe('a table on a wide screen', () => {
  const stand = browserStand()

  it('is pasted, mended, brought in, raises the score, and adds nothing the second time', async () => {
    const { context, page, hand, faults } = await stand.open()
    await page.setViewportSize({ width: 1280, height: 900 })
    await signInByName(hand, '表秘书')
    await createOrganisation(hand, '中国表格学会', '511000005000111110')
    await chooseRubric(hand, 'cast-2018')
    await recordCommittee(hand)
    const before = await estimate(hand)

    const year = new Date(Date.now() + 8 * 3600 * 1000).getUTCFullYear()
    const text = [
      '参加人数\t活动类别\t活动主题\t活动时间',
      `7\t党委会\t第一次党委会\t${year}.1.1`,
      `约30人\t主题党日\t"学雷锋\n志愿服务"\t1月1日`,
      `２８\t党课\t书记讲党课\t一月初`,
      '65\t合计\t\t',
    ].join('\n')
    const paste = async () => {
      await hand.tap('tab-records')
      await hand.tap('open-table')
      await hand.until('the table page is there', () => hand.sees('table-read'))
      await hand.type('table-text', text)
      await hand.tap('table-read')
      await hand.until(
        'the rows are there',
        async () => (await hand.sees('row-5')) && !/正在/.test(await hand.read('table-summary')),
      )
    }
    await paste()
    await hand.type('table-year', String(year))
    await hand.until('the year is taken', async () => /可导入 2 条，待改 1 条/.test(await hand.read('table-summary')))
    expect(await hand.read('row-4-word')).toBe('待改')
    expect(await hand.read('row-5-word')).toBe('略过')

    await hand.type('mend-4-on', `${year}年1月1日`)
    await hand.tap('mend-4-on-done')
    await hand.until('all can go in', async () => /可导入 3 条，待改 0 条/.test(await hand.read('table-summary')))
    expect(Number((await hand.read('row-2-points-cast-2018')).replace('+', ''))).toBeGreaterThan(0)
    if (process.env.XINGJI_SCREENS)
      await page.screenshot({ path: `${process.env.XINGJI_SCREENS}/table.png`, fullPage: true })
    await hand.tap('table-import')
    await hand.until('they are in', async () =>
      /可导入 0 条，待改 0 条，已有 3 条/.test(await hand.read('table-summary')),
    )

    await hand.tap('back')
    await hand.tap('tab-home')
    await hand.until('the score rises', async () => (await estimate(hand)) > before)
    const after = await estimate(hand)
    await untilSent(hand)

    await paste()
    await hand.type('table-year', String(year))
    await hand.until('nothing is new', async () =>
      /可导入 0 条，待改 1 条，已有 2 条/.test(await hand.read('table-summary')),
    )
    await hand.type('mend-4-on', `${year}年1月1日`)
    await hand.tap('mend-4-on-done')
    await hand.until('the mended row is known', async () =>
      /可导入 0 条，待改 0 条，已有 3 条/.test(await hand.read('table-summary')),
    )
    await hand.tap('back')
    await hand.tap('tab-home')
    expect(await estimate(hand)).toBe(after)
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)

  it('is opened from a workbook, and read when it has two thousand rows', async () => {
    const { context, page, hand, faults } = await stand.open()
    await page.setViewportSize({ width: 1280, height: 900 })
    await hand.until('the sign-in page is there', () => hand.sees('use-locally'))
    await hand.tap('use-locally')
    await createOrganisation(hand, '本机表格学会', '')
    await page.goto(`${stand.server.origin}/#/pages/table/index`)
    await hand.until('the table page is there', () => hand.sees('table-open'))
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), hand.tap('table-open')])
    await chooser.setFiles(path.join(fixtures, '01-party-work.xlsx'))
    await hand.until('its rows are there', async () =>
      /可导入 6 条，待改 1 条，已有 0 条，略过 3 行/.test(await hand.read('table-summary')),
    )

    const day = (i: number) => `2018.${1 + (i % 12)}.${1 + (i % 28)}`
    const rows = Array.from({ length: 2000 }, (_, i) => `党课\t${day(i)}\t第${i}课\t${i % 90}人`)
    // As a paste does it, in one step: typing that many lines is slow in Chromium itself.
    await page
      .locator('#table-text textarea')
      .last()
      .evaluate(
        (area, text) => {
          ;(area as HTMLTextAreaElement).value = text
          area.dispatchEvent(new Event('input', { bubbles: true }))
        },
        ['类型\t日期\t名称\t人数', ...rows].join('\n'),
      )
    await hand.tap('table-read')
    await page.getByText('可导入 2000 条').waitFor({ timeout: 60_000 })
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})
