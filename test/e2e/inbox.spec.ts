import ICAL from 'ical.js'
import { createOrganisation, signInByName } from '../support/flow.js'
import { openReminders, startReminderServer } from '../support/reminder-server.js'
import { browserStand } from '../support/stands.js'
import { Client } from './client.js'

describe('reminders in the browser', () => {
  const stand = browserStand(startReminderServer)

  it('shows what is due, marks it as read, and gives the calendar an address', async () => {
    const { context, hand, faults } = await stand.open()
    await signInByName(hand, '李秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    const client = await Client.signIn(stand.server.api, { name: '李秘书' })
    await openReminders(hand, client)
    expect(await hand.read('inbox')).toContain('还有 7 天，12月31日截止')
    await hand.tap('read-all')
    await hand.until('nothing is unread', async () => !(await hand.sees('read-all')))
    expect((await client.send<{ unread: number }>('GET', 'inbox')).unread).toBe(0)

    await hand.tap('workdays-only')
    await hand.until('the setting is kept', async () => (await hand.read('workdays-only')).includes('否'))

    const quiet = async () => (await client.send<{ quiet: { from: string; to: string } }>('GET', 'preferences')).quiet
    await hand.tap('quiet-from-more')
    await hand.until('the server knows', async () => (await quiet()).from === '22:00')
    await context.setOffline(true)
    await hand.tap('quiet-to-less')
    await hand.tap('quiet-to-less')
    expect(await hand.read('quiet-words')).toBe('22:00 到第二天 06:00 不打扰')
    await hand.until('it waits for the network', async () => (await hand.read('channels')).includes('联网后生效'))
    expect(await quiet()).toEqual({ from: '22:00', to: '08:00' })
    await context.setOffline(false)
    await hand.until('the server knows that too', async () => (await quiet()).to === '06:00')
    await hand.until('nothing waits', async () => !(await hand.read('channels')).includes('联网后生效'))

    await hand.tap('open-calendar')
    await hand.until('the address is there', () => hand.sees('calendar-address'))
    const feed = await fetch(await hand.read('calendar-address'))
    const events = new ICAL.Component(ICAL.parse(await feed.text())).getAllSubcomponents('vevent')
    expect(events.length).toBeGreaterThan(5)
    // That there was no network for a while is no fault.
    expect(faults.filter((one) => !one.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    await context.close()
  }, 120_000)
})
