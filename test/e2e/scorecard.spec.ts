import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { parse } from 'yaml'
import { launchChromium, openPhone } from '../support/browser.js'
import { chooseOrganisation, signInByName, signInByWechat } from '../support/flow.js'
import { browserHand, weappHand } from '../support/hand.js'
import { ServerProcess } from '../support/server-process.js'
import { Phone } from '../support/weapp/phone.js'
import { WechatStandIn } from '../support/wechat-stand-in.js'
import { builtWeapp, routeTo } from '../weapp/build.js'
import { Client, newId } from './client.js'

const root = resolve(__dirname, '../..')
const ledgerFile = join(root, 'rubrics/samples/society-2018.yaml')
const rubric = 'cast-2018'

interface LedgerFile {
  society: { name: string; code: string } & Record<string, unknown>
  records: ({ id: string } & Record<string, unknown>)[]
  selfAssessment?: Record<string, Record<string, number>>
  claims?: Record<string, Record<string, string>>
}

/** One question: the day to look back from, and the cycle where it is not the calendar year of that day. */
interface Question {
  asOf: string
  from?: string
  to?: string
}
const year = { from: '2018-01-01', to: '2018-12-31' }
const questions: Question[] = [
  { asOf: '2018-01-01' },
  { asOf: '2018-04-30' },
  { asOf: '2018-09-15' },
  { asOf: '2018-12-31' },
  { asOf: '2019-02-28', ...year },
]
const named = questions.map((question): [string, Question] => [question.asOf, question])

const search = ({ asOf, from, to }: Question): string =>
  new URLSearchParams({ rubric, asOf, ...(from && to ? { from, to } : {}) }).toString()

/** What the command line prints. */
function fromCommandLine({ asOf, from, to }: Question): string {
  const args = ['score', '--rubric', rubric, '--ledger', ledgerFile, '--as-of', asOf, '--json']
  const cycle = from && to ? ['--cycle', `${from}..${to}`] : []
  const output = execFileSync(process.execPath, [join(root, 'server/bin/xingji.mjs'), ...args, ...cycle], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  return output.trimEnd()
}

describe('the sample society by cast-2018', () => {
  let wechat: WechatStandIn
  let server: ServerProcess
  let browser: Browser
  let client: Client
  let organisation: string

  beforeAll(async () => {
    wechat = await WechatStandIn.start()
    wechat.on('leader', { openid: 'openid-leader' })
    server = await ServerProcess.start(wechat.settings)
    browser = await launchChromium()
    client = await Client.signIn(server.api, { name: '秘书' })
    organisation = await importLedger(client)
    const { code } = await client.send<{ code: string }>('POST', `organisations/${organisation}/invitations`, {
      role: 'leader',
    })
    const leader = await Client.signIn(server.api, { code: 'leader' })
    await leader.send('POST', `invitations/${code}/accept`)
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await wechat?.stop()
  })

  it.each(named)('has the same bytes from command line and server on %s', async (_, question) => {
    const expected = fromCommandLine(question)
    expect(JSON.parse(expected)).toMatchObject({ rubric, asOf: question.asOf })
    expect(await client.text(`organisations/${organisation}/scorecard?${search(question)}`)).toBe(expected)
  })

  it('has the same bytes on the page in the browser', async () => {
    const { context, page, faults } = await openPhone(browser)
    await page.goto(server.origin)
    const hand = browserHand(page)
    await signInByName(hand, '秘书')
    await chooseOrganisation(hand, organisation)
    for (const question of questions) {
      await page.goto(`${server.origin}/#/pages/card/index?${search(question)}`)
      await page.reload()
      const expected = fromCommandLine(question)
      const shown = page.locator('#scorecard-text')
      // The records may still be on their way to this device.
      await hand.until('the scorecard is there', () => hand.sees('scorecard-text'))
      await hand
        .until('the scorecard is complete', async () => (await shown.textContent()) === expected)
        .catch(() => null)
      expect(await shown.textContent()).toBe(expected)
    }
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)

  it('has the same bytes in the weapp build', async () => {
    const phone = new Phone({ dist: builtWeapp(), route: routeTo(server.origin) })
    phone.loginCode = () => 'leader'
    const hand = weappHand(await phone.launch())
    await signInByWechat(hand)
    await chooseOrganisation(hand, organisation)
    for (const question of questions) {
      const query = Object.fromEntries(new URLSearchParams(search(question)))
      const app = await phone.launch({ path: 'pages/card/index', query })
      expect(app.text('#scorecard-text')).toBe(fromCommandLine(question))
      expect(app.trace.errors).toEqual([])
    }
    phone.kill()
  }, 60_000)
})

/** Brings the sample ledger to the server over the public calls; returns the organisation's id. */
async function importLedger(client: Client): Promise<string> {
  const { society, records, selfAssessment = {}, claims = {} } = parse(readFileSync(ledgerFile, 'utf8')) as LedgerFile
  const { name, code, ...fields } = society
  const id = newId()
  await client.send('POST', 'organisations', { id, name, code, society: fields })
  for (const record of records)
    await client.send('PUT', `organisations/${id}/records/${record.id}`, { base: 0, record })
  await client.send('PUT', `organisations/${id}/assessments/${rubric}`, {
    selfAssessment: selfAssessment[rubric] ?? {},
    claims: claims[rubric] ?? {},
  })
  return id
}
