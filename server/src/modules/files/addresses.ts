import { createHmac, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock.js'
import { Secrets } from '../../platform/secrets.js'

const validSeconds = 300

export const sizes = ['full', 'small'] as const
export type Size = (typeof sizes)[number]

/** What a signed address lets one fetch. */
export interface Addressed {
  organisation: string
  hash: string
  /** Unix seconds. */
  expires: number
  /** The file itself, or its thumbnail. */
  size: Size
}

/** Short-lived addresses that need no sign-in: the app can hand them to a viewer. */
@Injectable()
export class Addresses {
  private readonly key: Uint8Array

  constructor(
    secrets: Secrets,
    private readonly clock: Clock,
  ) {
    this.key = secrets.key('address')
  }

  make(organisation: string, hash: string, size: Size): { address: string; expiresAt: string } {
    const expires = Math.floor(this.clock.now().getTime() / 1000) + validSeconds
    const signature = this.sign({ organisation, hash, expires, size })
    const address = `/api/files/${organisation}/${hash}?size=${size}&expires=${expires}&signature=${signature}`
    return { address, expiresAt: new Date(expires * 1000).toISOString() }
  }

  isValid(addressed: Addressed, signature: string): boolean {
    const expected = Buffer.from(this.sign(addressed))
    const given = Buffer.from(signature)
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return false
    return addressed.expires * 1000 > this.clock.now().getTime()
  }

  private sign({ organisation, hash, expires, size }: Addressed): string {
    return createHmac('sha256', this.key).update(`${organisation}/${hash}/${size}?${expires}`).digest('base64url')
  }
}
