import { fileWorkPlan, openDuties, resumeWorkPlan, undo, waiveWorkPlan } from '../support/duty-flow.js'
import { chooseRubric, createOrganisation } from '../support/flow.js'
import { weappHand } from '../support/hand.js'
import { weappStand } from '../support/stands.js'

describe('待办 in the weapp build', () => {
  const stand = weappStand()

  it('one tap files; undone, set aside with a reason, taken up again; the form of a result has its year', async () => {
    const hand = await stand.phoneOf('anna')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'wuhan-party-led')
    await openDuties(hand)
    await fileWorkPlan(hand)
    await undo(hand)
    await waiveWorkPlan(hand, '今年刚成立')
    await resumeWorkPlan(hand)
    await fileWorkPlan(hand)

    const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear() - 1
    await hand.tap(`act-once-inspection-${year}`)
    await hand.until('the form is there', () => hand.sees('save-record'))
    await hand.tap('field-result-pass')
    await hand.tap('save-record')
    await hand.until('it is done', async () => !(await hand.sees(`act-once-inspection-${year}`)))

    const again = weappHand(await stand.phone.launch())
    await openDuties(again)
    await again.until('what was done is still done', () => again.sees('duties-done'))
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)
})
