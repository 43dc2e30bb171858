import { combineConflict, editMeeting, openRecord, SecondSecretary } from '../support/conflict-flow.js'
import { beginMeeting, chooseRubric, createOrganisation, saveRecord, signInByName, untilSent } from '../support/flow.js'
import { browserStand } from '../support/stands.js'
import { Client } from './client.js'

/** What the browser says of requests while it has no network, and of the answer that tells of a conflict. */
const expected = /ERR_INTERNET_DISCONNECTED|409 \(Conflict\)/

describe('two versions of a record in the browser', () => {
  const stand = browserStand()

  it('are combined field by field, and the server gets what was chosen', async () => {
    const { context, hand, faults } = await stand.open({ expected })
    await signInByName(hand, '王秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'cast-2018')
    await beginMeeting(hand, '第一次党委会')
    await saveRecord(hand)
    await untilSent(hand)
    const elsewhere = await SecondSecretary.of(await Client.signIn(stand.server.api, { name: '王秘书' }))
    const id = await elsewhere.find('第一次党委会')
    await openRecord(hand, id)

    await context.setOffline(true)
    await editMeeting(hand, '9', '王秘书记的')
    await elsewhere.change(id, { title: '第一次党委会（扩大）', note: '李秘书记的' })
    await context.setOffline(false)
    await combineConflict(hand, id, elsewhere)
    expect(await hand.sees('conflict')).toBe(false)
    expect(faults).toEqual([])
    await context.close()
  }, 120_000)
})
