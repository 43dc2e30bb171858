import { fileWorkPlan, openDuties, resumeWorkPlan, undo, waiveWorkPlan, workPlan } from '../support/duty-flow.js'
import { chooseRubric, createOrganisation, signInByName } from '../support/flow.js'
import { startReminderServer } from '../support/reminder-server.js'
import { browserStand } from '../support/stands.js'
import { Client, newId } from './client.js'

describe('待办 in the browser', () => {
  const stand = browserStand()

  it('one tap files without a network; undone, set aside with a reason, taken up again', async () => {
    const { context, page, hand } = await stand.open()
    await signInByName(hand, '张秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'wuhan-party-led')
    await openDuties(hand)
    await context.setOffline(true)
    await fileWorkPlan(hand)
    await undo(hand)
    await waiveWorkPlan(hand, '今年刚成立')
    await resumeWorkPlan(hand)
    await fileWorkPlan(hand)
    await context.setOffline(false)

    await hand.tap('duties-way-calendar')
    await hand.until('the month is there', () => hand.sees('duties-calendar'))
    await page.reload()
    await openDuties(hand)
    await hand.until('it is still done', () => hand.sees('duties-done'))
    await context.close()
  }, 120_000)
})

describe('待办 and a server that reminds', () => {
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()
  const organiser = { name: '组织方' }
  const settings = { XINGJI_SESSION_DAYS: '400', XINGJI_ORGANISERS: `development:${organiser.name}` }
  const stand = browserStand(() => startReminderServer(settings, `${year}-06-01`))

  it('goes by the due day of the cycle that was joined, also offline; what was set aside is not reminded of', async () => {
    const { server, setDay } = stand.started
    const { context, hand, faults } = await stand.open()
    await signInByName(hand, '张秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    await chooseRubric(hand, 'wuhan-party-led')

    const mine = await Client.signIn(server.api, { name: '张秘书' })
    const { memberships } = await mine.send<{ memberships: { organisation: { id: string } }[] }>('GET', 'me')
    const path = `organisations/${memberships[0]!.organisation.id}`
    const theirs = await Client.signIn(server.api, organiser)
    const settings = { due: { documents: `${year}-12-28` } }
    const cycle = { id: newId(), title: '年度专项', rubric: 'wuhan-party-led', settings }
    const { code } = await theirs.send<{ code: string }>('POST', 'cycles', cycle)
    await hand.tap('tab-me')
    await hand.until('the way in is there', () => hand.sees('open-cycles'))
    await hand.tap('open-cycles')
    await hand.type('cycle-join-code', code)
    await hand.tap('join-cycle')
    await hand.until('it has joined', () => hand.sees('notice'))
    await context.setOffline(true)
    await hand.tap('tab-home')
    await openDuties(hand)
    await hand.until('the due day is that of the cycle', async () =>
      (await hand.read(`open-${workPlan}`)).includes('12月28日截止'),
    )
    await waiveWorkPlan(hand, '今年刚成立')
    await context.setOffline(false)

    const waived = async () => (await mine.send<{ waivers: { duty: string }[] }>('GET', `${path}/waivers`)).waivers
    await hand.until('the server knows', async () => (await waived()).length === 1)
    expect((await waived())[0]!.duty).toBe(`once:work-plan>association:${year}`)
    setDay(`${year}-12-24`)
    const inbox = () => mine.send<{ entries: { duty: string }[] }>('GET', 'inbox?limit=50')
    const said = async () => (await inbox()).entries.map(({ duty }) => duty)
    await hand.until('the summary is due', async () =>
      (await said()).includes(`once:work-summary>association:${year - 1}`),
    )
    expect(await said()).not.toContain(`once:work-plan>association:${year}`)

    await hand.tap('tab-me')
    await hand.until('the way out is there', () => hand.sees('open-cycles'))
    await hand.tap('open-cycles')
    await hand.tap(`joined-${cycle.id}`)
    await hand.tap(`leave-${cycle.id}`)
    await hand.until('it has left', async () => !(await hand.sees(`joined-${cycle.id}`)))
    expect((await mine.send<{ cycles: unknown[] }>('GET', `${path}/cycles`)).cycles).toEqual([])
    // That there was no network for a while is no fault.
    expect(faults.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    await context.close()
  }, 120_000)
})
