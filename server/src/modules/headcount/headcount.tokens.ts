import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Secrets } from '../../platform/secrets.js'

/** Seconds after which the screen shows another code. */
const step = 30
/** Seconds a code is good for after the screen has left it: to scan it and to tap. */
const grace = 90
const macBytes = 16

/** The signed, short-lived codes on the screen, and the random numbers that tell phones apart. */
@Injectable()
export class HeadTokens {
  private readonly key: Uint8Array

  constructor(
    secrets: Secrets,
    private readonly clock: Clock,
  ) {
    this.key = secrets.key('headcount')
  }

  /** The code to show now. It stays the same until the next one is due. */
  make(id: string): { token: string; expiresAt: string } {
    const now = this.seconds()
    const expires = now - (now % step) + step + grace
    const body = Buffer.alloc(20)
    body.write(id.replace(/-/g, ''), 'hex')
    body.writeUInt32BE(expires, 16)
    const token = Buffer.concat([body, this.mac('code', body)]).toString('base64url')
    return { token, expiresAt: new Date(expires * 1000).toISOString() }
  }

  /** The count a code is for. */
  read(token: string): string {
    const body = this.signed('code', token, 20)
    if (!body) throw refuse('headcountInvalid')
    if (body.readUInt32BE(16) <= this.seconds()) throw refuse('headcountExpired')
    return body.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  }

  /** A random number for a phone, signed, so that each one costs a visit to the page. */
  newPhone(): string {
    const number = randomBytes(16)
    return Buffer.concat([number, this.mac('phone', number)]).toString('base64url')
  }

  isPhone(text: string | undefined): text is string {
    return this.signed('phone', text ?? '', 16) !== undefined
  }

  /** What a text holds, if we signed it; written in exactly one way. */
  private signed(purpose: 'code' | 'phone', text: string, length: number): Buffer | undefined {
    const bytes = Buffer.from(text, 'base64url')
    if (bytes.length !== length + macBytes || bytes.toString('base64url') !== text) return undefined
    const body = bytes.subarray(0, length)
    return timingSafeEqual(bytes.subarray(length), this.mac(purpose, body)) ? body : undefined
  }

  private mac(purpose: 'code' | 'phone', body: Uint8Array): Buffer {
    return createHmac('sha256', this.key).update(purpose).update(body).digest().subarray(0, macBytes)
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000)
  }
}
