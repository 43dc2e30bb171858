import { readFileSync } from 'node:fs'
import type { Day } from '@xingji/shared'

const shanghaiOffset = 8 * 60 * 60 * 1000

/** The day in Asia/Shanghai at an instant; there has been no daylight saving since 1991. */
export const shanghaiDay = (at: Date): Day => new Date(at.getTime() + shanghaiOffset).toISOString().slice(0, 10)

/** The port to the time; tests set their own. */
export abstract class Clock {
  abstract now(): Date

  /** The present instant as ISO text, the form times are stored in: it sorts. */
  stamp(): string {
    return this.now().toISOString()
  }
  /** Today in Asia/Shanghai. */
  today(): Day {
    return shanghaiDay(this.now())
  }
}

/** The machine's clock. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date()
  }
}

/** A clock that several processes of a test share: it stands at the instant a file holds. */
export class FileClock extends Clock {
  constructor(private readonly file: string) {
    super()
  }

  now(): Date {
    return new Date(readFileSync(this.file, 'utf8').trim())
  }
}
