import { ClockCheck } from '../src/data/clock-check'
import { clockView } from '../src/features/session/loss-view'
import { settle, TestPhone } from './support/phone'

const minute = 60_000
const now = Date.UTC(2026, 10, 20, 2)
/** An answer that took two seconds, from a server whose clock is so far behind the phone's. */
const told = (check: ClockCheck, ahead: number) => {
  check.note(now - ahead, now - 1000, now + 1000)
  return check.ahead.get()
}

describe('the clock of the phone', () => {
  it('is not spoken of up to ten minutes, and beyond them either way', () => {
    expect(told(new ClockCheck(), 10 * minute)).toBe(0)
    expect(told(new ClockCheck(), -10 * minute)).toBe(0)
    expect(told(new ClockCheck(), 11 * minute)).toBe(11 * minute)
    expect(told(new ClockCheck(), -11 * minute)).toBe(-11 * minute)
  })

  it('is not judged by an answer without a time, by a slow one, or by one during which it was set', () => {
    const check = new ClockCheck()
    check.note(undefined, now, now)
    check.note(NaN, now, now)
    check.note(now - 60 * minute, now, now + 61_000)
    check.note(now - 60 * minute, now, now - 1)
    expect(check.ahead.get()).toBe(0)
  })

  it('is fine again as soon as an answer says so', () => {
    const check = new ClockCheck()
    told(check, 60 * minute)
    expect(told(check, 0)).toBe(0)
  })

  it('is spoken of once: again only when it is wrong in another way, or was right in between', () => {
    const check = new ClockCheck()
    told(check, 60 * minute)
    check.dismiss()
    expect(check.ahead.get()).toBe(0)
    expect(told(check, 65 * minute)).toBe(0)
    expect(told(check, 120 * minute)).toBe(120 * minute)
    check.dismiss()
    told(check, 0)
    expect(told(check, 120 * minute)).toBe(120 * minute)
  })

  it('is said to be fast or slow in words', () => {
    expect(clockView(0)).toBeUndefined()
    expect(clockView(11 * minute)?.title).toBe('手机时间比服务器快了 11 分钟')
    expect(clockView(-150 * minute)?.title).toBe('手机时间比服务器慢了 2 小时')
    expect(clockView(-3 * 1440 * minute)?.title).toBe('手机时间比服务器慢了 3 天')
  })

  it('is held against every answer of the server, and never stands in the way of recording', async () => {
    const phone = new TestPhone()
    phone.server.now = () => phone.clock.now() - 86_400_000
    const app = await phone.start()
    await app.signIn('王秘书')
    expect(app.clockCheck.ahead.get()).toBe(86_400_000)
    await app.select({ id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false })
    await settle()
    const record = { id: '01930000-0000-7000-8000-000000000001', kind: 'committee-meeting', on: app.today() }
    expect(await app.workspace.get()!.save(record)).toEqual([])
    await settle()
    expect(app.workspace.get()!.book.unsent()).toEqual([])
    phone.server.now = undefined
    await app.workspace.get()!.synchronise()
    expect(app.clockCheck.ahead.get()).toBe(86_400_000)
  })
})
