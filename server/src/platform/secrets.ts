import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from './config.js'

/** Keys derived from the one secret, a different one for each purpose. */
export class Secrets {
  constructor(private readonly secret: string) {}

  key(purpose: 'session' | 'address' | 'headcount'): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.secret, '', `xingji ${purpose}`, 32))
  }
}

/** The configured secret, or one made at the first start and kept beside the embedded database. */
export function loadSecrets(config: Config): Secrets {
  if (config.secret !== undefined) return new Secrets(config.secret)
  const file = path.join(config.dataFolder, 'secret')
  mkdirSync(config.dataFolder, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600, flush: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return new Secrets(readFileSync(file, 'utf8'))
}
