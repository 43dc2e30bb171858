import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sha256, Sha256 } from '@xingji/shared'

const platform = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

describe('R10.2 SHA-256', () => {
  it('the vectors of FIPS 180-4', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('every length around the block edges', () => {
    for (let length = 0; length <= 200; length++) expect(sha256('a'.repeat(length))).toBe(platform('a'.repeat(length)))
  })

  it('agrees with the platform on any text, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => expect(sha256(text)).toBe(platform(text))),
      { numRuns: 500, seed: 1 },
    )
    for (const text of ['学会', '𠮷', '\ud800', 'a\udc00b', '\ud800\ud800\udc00'])
      expect(sha256(text)).toBe(platform(text))
  })

  it('counts bytes that come in pieces of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 }), (pieces) => {
        const counted = pieces.reduce((hash, piece) => hash.update(piece), new Sha256()).digest()
        expect(counted).toBe(createHash('sha256').update(Buffer.concat(pieces)).digest('hex'))
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
