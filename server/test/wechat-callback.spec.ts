import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { decryptCallback, isSigned } from '../src/platform/wechat/callback.js'

const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const keys = { appId: 'wx-test', token: 'a-token', aesKey }

/** What WeChat's documentation says: 16 random bytes, the length, the text, the mini program's id, padded to 32. */
function encrypt(text: string, appId = 'wx-test'): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(text))
  const plain = Buffer.concat([randomBytes(16), length, Buffer.from(text), Buffer.from(appId)])
  const padding = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])),
    cipher.final(),
  ]).toString('base64')
}
const sign = (...parts: string[]): string => createHash('sha1').update(parts.sort().join('')).digest('hex')

describe('a callback of WeChat', () => {
  it.each(['{}', '{"Event":"subscribe_msg_popup_event","名":"值"}', 'x'.repeat(1000)])('is decrypted: %s', (text) => {
    expect(decryptCallback(keys, encrypt(text))).toBe(text)
  })

  it('for another mini program, or not encrypted with our key, is not', () => {
    expect(decryptCallback(keys, encrypt('{}', 'wx-other'))).toBeUndefined()
    expect(decryptCallback({ ...keys, aesKey: aesKey.replace('a', 'b') }, encrypt('{}'))).toBeUndefined()
    for (const nonsense of ['', 'e30=', '!!', randomBytes(64).toString('base64')])
      expect(decryptCallback(keys, nonsense)).toBeUndefined()
  })

  it('is signed over its token, time, nonce and content', () => {
    const encrypted = encrypt('{}')
    const query = { timestamp: '1527811200', nonce: 'n1', signature: sign('a-token', '1527811200', 'n1', encrypted) }
    expect(isSigned('a-token', query, encrypted)).toBe(true)
    expect(isSigned('other', query, encrypted)).toBe(false)
    expect(isSigned('a-token', { ...query, timestamp: '1527811201' }, encrypted)).toBe(false)
    expect(isSigned('a-token', { ...query, signature: '' }, encrypted)).toBe(false)
    expect(isSigned('a-token', query, `${encrypted}A`)).toBe(false)
    expect(isSigned('a-token', query)).toBe(false)
  })
})
