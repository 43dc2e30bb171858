import {
  beginMeeting,
  chooseOrganisation,
  chooseRubric,
  createOrganisation,
  estimate,
  recordCommittee,
  saveRecord,
  signInByName,
  untilSent,
} from '../support/flow.js'
import { browserStand } from '../support/stands.js'
import { ServerProcess } from '../support/server-process.js'
import { Client } from './client.js'

/** What the browser says of a request that meets the server while it restarts. */
const restarting = /ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/

describe('the main flow in the browser', () => {
  const stand = browserStand()

  it('keeps a meeting through a reload and a restart of the server', async () => {
    const { context, page, hand, faults } = await stand.open({ expected: restarting })
    await signInByName(hand, '王秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'cast-2018')
    await recordCommittee(hand)
    const before = await estimate(hand)

    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    await hand.until('the score rises', async () => (await estimate(hand)) > before)
    const after = await estimate(hand)
    await untilSent(hand)

    await page.reload()
    await hand.until('the home page is there', () => hand.sees('home'))
    expect(await estimate(hand)).toBe(after)

    await page.waitForLoadState('networkidle')
    await stand.server.restart()
    await page.reload()
    await hand.until('the home page is there', () => hand.sees('home'))
    expect(await estimate(hand)).toBe(after)
    // Another device: all it can show comes from the server.
    const other = await stand.open()
    const otherHand = other.hand
    await signInByName(otherHand, '王秘书')
    await chooseOrganisation(otherHand, await organisationOf(stand.server, '王秘书'))
    await chooseRubric(otherHand, 'cast-2018')
    await otherHand.until('the same score is there', async () => (await estimate(otherHand)) === after)

    expect([...faults, ...other.faults]).toEqual([])
    await Promise.all([context.close(), other.context.close()])
  }, 120_000)
})

/** The one organisation of a person. */
async function organisationOf(server: ServerProcess, name: string): Promise<string> {
  const client = await Client.signIn(server.api, { name })
  const { memberships } = await client.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
  return memberships[0]!.organisation.id
}
