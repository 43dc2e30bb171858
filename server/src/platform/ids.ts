import { createHash, randomBytes } from 'node:crypto'

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const codeLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Lower-case UUID of version 7 (RFC 9562), the form of every id in the API. */
export const isId = (value: unknown): value is string => typeof value === 'string' && uuidV7.test(value)

/** A UUIDv7: the time, then random bits; `bits` makes it reproducible. */
export function newId(at: Date, bits: Uint8Array = randomBytes(10)): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes.set(bits.subarray(0, 10), 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Twelve letters and digits without look-alikes (60 random bits), to be read aloud or typed. */
export function newCode(): string {
  return Array.from(randomBytes(12), (byte) => codeLetters[byte & 31]).join('')
}

/** A typed code as it was given out: case, spaces, hyphens and look-alikes forgiven. */
export function normaliseCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}

/** Lower-case hex SHA-256. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
