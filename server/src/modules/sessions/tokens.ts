import { Injectable } from '@nestjs/common'
import { jwtVerify, SignJWT } from 'jose'
import { refuse } from '../../http/refusal.js'
import { Clock } from '../../platform/clock.js'
import { Secrets } from '../../platform/secrets.js'
import { Settings } from '../../platform/settings.js'

const issuer = 'xingji'
const algorithm = 'HS256'

/** Session tokens: signed, not stored, so any server process can check them. */
@Injectable()
export class Tokens {
  private readonly key: Uint8Array

  constructor(
    secrets: Secrets,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {
    this.key = secrets.key('session')
  }

  async issue(account: string): Promise<{ token: string; expiresAt: string }> {
    const now = this.clock.now()
    const expires = new Date(now.getTime() + this.settings.config.sessionDays * 86_400_000)
    const token = await new SignJWT()
      .setProtectedHeader({ alg: algorithm })
      .setIssuer(issuer)
      .setSubject(account)
      .setIssuedAt(now)
      .setExpirationTime(expires)
      .sign(this.key)
    return { token, expiresAt: expires.toISOString() }
  }

  /** The account a token was issued to. */
  async verify(token: string): Promise<string> {
    try {
      const options = { issuer, algorithms: [algorithm], currentDate: this.clock.now(), requiredClaims: ['sub', 'exp'] }
      const { payload } = await jwtVerify(token, this.key, options)
      return payload.sub!
    } catch (error) {
      const isExpired = (error as { code?: string }).code === 'ERR_JWT_EXPIRED'
      throw refuse(isExpired ? 'sessionExpired' : 'notSignedIn')
    }
  }
}
