import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** What WeChat sends beside a call: `signature` for the address check, `msg_signature` for a message. */
export interface CallbackQuery {
  timestamp: string
  nonce: string
  signature: string
}
export interface CallbackKeys {
  appId: string
  token: string
  /** 43 characters of base64, as the console shows it. */
  aesKey: string
}

const randomLength = 16
const lengthLength = 4
const block = 32

/** The signature over some parts: sorted, joined, SHA-1. */
export const signatureOf = (parts: readonly string[]): string =>
  createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex')

/** Does the signature cover exactly these parts? Takes the same time wherever they differ. */
export function isSigned(token: string, { timestamp, nonce, signature }: CallbackQuery, encrypted?: string): boolean {
  const expected = signatureOf([token, timestamp, nonce, ...(encrypted === undefined ? [] : [encrypted])])
  const [a, b] = [Buffer.from(expected), Buffer.from(signature)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** The text of an encrypted message meant for this mini program; undefined for anything else. */
export function decryptCallback({ appId, aesKey }: CallbackKeys, encrypted: string): string | undefined {
  try {
    const key = Buffer.from(`${aesKey}=`, 'base64')
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
    const padded = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()])
    const padding = padded[padded.length - 1] ?? 0
    if (padding < 1 || padding > block) return undefined
    const plain = padded.subarray(0, padded.length - padding)
    const start = randomLength + lengthLength
    const end = start + plain.readUInt32BE(randomLength)
    return plain.subarray(end).toString() === appId ? plain.subarray(start, end).toString() : undefined
  } catch {
    // Not base64, not whole blocks, a length beyond the end: not from WeChat.
    return undefined
  }
}
