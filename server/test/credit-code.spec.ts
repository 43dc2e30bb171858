import { isCreditCode, normaliseCreditCode } from '../src/modules/organisations/credit-code.js'

describe('统一社会信用代码 (GB 32100-2015)', () => {
  it.each(['91350100M000100Y43', '511000005001987115'])('accepts %s', (code) => expect(isCreditCode(code)).toBe(true))

  it('refuses every change of a single character', () => {
    const code = '91350100M000100Y43'
    for (let at = 0; at < code.length; at++)
      for (const letter of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
        if (letter === code[at]) continue
        expect(isCreditCode(code.slice(0, at) + letter + code.slice(at + 1))).toBe(false)
      }
  })

  it.each([
    '',
    '91350100M000100Y4',
    '91350100M000100Y433',
    '91350100m000100y43',
    '91350100M000100I43',
    '９1350100M000100Y43',
  ])('refuses %j', (code) => expect(isCreditCode(code)).toBe(false))

  it('takes typed codes with spaces and small letters', () =>
    expect(normaliseCreditCode(' 9135 0100 m000100y43 ')).toBe('91350100M000100Y43'))
})
