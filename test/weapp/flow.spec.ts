import { Client } from '../e2e/client.js'
import { combineConflict, editMeeting, openRecord, SecondSecretary } from '../support/conflict-flow.js'
import {
  beginMeeting,
  chooseOrganisation,
  chooseRubric,
  createOrganisation,
  estimate,
  recordCommittee,
  saveRecord,
  signInByWechat,
  untilSent,
} from '../support/flow.js'
import { type Hand, weappHand } from '../support/hand.js'
import { weappStand } from '../support/stands.js'
import { userDataPath } from '../support/weapp/wx/files.js'

/** What saving one record may send from the logic layer to the view, in bytes. */
const updateBudget = 64 * 1024

describe('the main flow in the weapp build', () => {
  const stand = weappStand()

  /** A phone on which `person` has signed in and made an organisation with a committee. */
  async function phoneOf(person: string, code: string): Promise<Hand> {
    const hand = await stand.phoneOf(person)
    await createOrganisation(hand, '中国测试学会', code)
    await chooseRubric(hand, 'cast-2018')
    await recordCommittee(hand)
    await untilSent(hand)
    return hand
  }

  /** What the server has of the one organisation of `person`. */
  async function atServer(person: string): Promise<{ titles: string[]; estimate: number }> {
    const client = await Client.signIn(stand.server.api, { code: person })
    const { memberships } = await client.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
    const path = `organisations/${memberships[0]!.organisation.id}`
    const { changes } = await client.send<{ changes: { record: { title: string } }[] }>('GET', `${path}/changes`)
    const card = JSON.parse(await client.text(`${path}/scorecard?rubric=cast-2018`))
    return { titles: changes.map((change) => change.record.title), estimate: card.total.estimate }
  }

  it('keeps a meeting through a restart, on the phone and on the server', async () => {
    const hand = await phoneOf('olivia', '511000005000111110')
    const before = await estimate(hand)
    await beginMeeting(hand, '第一次党委会')
    const { updates } = stand.phone.app.trace
    const sent = updates.length
    await saveRecord(hand)
    const after = await estimate(hand)
    expect(after).toBeGreaterThan(before)
    expect(updates.slice(sent).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(updateBudget)
    await untilSent(hand)
    expect(stand.phone.app.trace.errors).toEqual([])

    const again = weappHand(await stand.phone.launch())
    await again.until('the home page is there', () => again.sees('home'))
    expect(await estimate(again)).toBe(after)
    expect(stand.phone.app.trace.errors).toEqual([])
    expect(await atServer('olivia')).toEqual({ titles: ['学会党委成立', '第一次党委会'], estimate: after })
  }, 60_000)

  it('keeps a meeting recorded without a network, and sends it when there is one', async () => {
    const hand = await phoneOf('mary', '51100000500022222Q')
    stand.phone.network.type = 'none'
    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    const after = await estimate(hand)

    const again = weappHand(await stand.phone.launch())
    await again.until('the meeting waits', () => again.sees('home-unsent'))
    expect(await estimate(again)).toBe(after)
    expect((await atServer('mary')).titles).toEqual(['学会党委成立'])

    stand.phone.network.type = 'wifi'
    await untilSent(again)
    expect(await atServer('mary')).toEqual({ titles: ['学会党委成立', '第一次党委会'], estimate: after })
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('records once what the server accepted without the phone hearing of it', async () => {
    const hand = await phoneOf('ruth', '51110000500033333M')
    stand.phone.network.interfere = async (request, send) => {
      const answer = await send(request)
      if (request.method === 'PUT') throw new Error('the answer was lost')
      return answer
    }
    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    await hand.until('the server has it', async () => (await atServer('ruth')).titles.length === 2)
    stand.phone.network.interfere = undefined

    const again = weappHand(await stand.phone.launch())
    await again.until('the home page is there', () => again.sees('home'))
    await untilSent(again)
    expect(await atServer('ruth')).toEqual({
      titles: ['学会党委成立', '第一次党委会'],
      estimate: await estimate(again),
    })
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('combines two versions of a meeting field by field', async () => {
    const hand = await phoneOf('esther', '511100005000666660')
    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    await untilSent(hand)
    const elsewhere = await SecondSecretary.of(await Client.signIn(stand.server.api, { code: 'esther' }))
    const id = await elsewhere.find('第一次党委会')
    await openRecord(hand, id)
    stand.phone.network.type = 'none'
    await editMeeting(hand, '9', '王秘书记的')
    await elsewhere.change(id, { title: '第一次党委会（扩大）', note: '李秘书记的' })
    stand.phone.network.type = 'wifi'
    await combineConflict(hand, id, elsewhere)
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('says that its store was emptied, what comes back and what may be gone', async () => {
    const hand = await phoneOf('anna', '51110000500077777Q')
    stand.phone.network.type = 'none'
    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    stand.phone.kill()
    stand.phone.files.rmdir(`${userDataPath}/xingji`, true)
    stand.phone.network.type = 'wifi'
    const again = weappHand(await stand.phone.launch())
    await again.until('it is said', () => again.sees('store-emptied'))
    expect(await again.read('store-emptied')).toContain('还有 1 条没有上传')
    await signInByWechat(again)
    await again.until('organisations are there', () => again.sees('create-organisation'))
    const client = await Client.signIn(stand.server.api, { code: 'anna' })
    const { memberships } = await client.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
    await chooseOrganisation(again, memberships[0]!.organisation.id)
    await again.until('it is said here too', () => again.sees('records-lost'))
    await again.until('what was uploaded is back', async () =>
      (await again.read('records-lost')).includes('现在有 1 条'),
    )
    await again.tap('records-lost-dismiss')
    expect(await again.sees('records-lost')).toBe(false)
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('takes a newer version only once the last record has arrived', async () => {
    const hand = await phoneOf('judith', '511100005000555557')
    stand.phone.network.type = 'none'
    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    stand.phone.updates.arrive()
    await stand.phone.app.hide()
    await stand.phone.app.show()
    await hand.until('the meeting waits', () => hand.sees('home-unsent'))
    expect(stand.phone.updates.applied).toBe(0)

    stand.phone.network.type = 'wifi'
    await untilSent(hand)
    await stand.phone.app.hide()
    await stand.phone.app.show()
    await hand.until('the newer version is started', () => Promise.resolve(stand.phone.updates.applied === 1))
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)
})
