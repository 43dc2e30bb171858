import { Clock } from '../src/platform/clock.js'

class FixedClock extends Clock {
  constructor(private readonly time: string) {
    super()
  }
  now(): Date {
    return new Date(this.time)
  }
}

it.each([
  ['2018-12-31T15:59:59.999Z', '2018-12-31'],
  ['2018-12-31T16:00:00.000Z', '2019-01-01'],
  ['2020-02-28T16:00:00.000Z', '2020-02-29'],
])('at %s it is %s in Shanghai', (time, day) => expect(new FixedClock(time).today()).toBe(day))
