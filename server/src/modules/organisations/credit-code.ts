/** GB 32100-2015: digits and capital letters without I, O, S, V and Z. */
const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A typed 统一社会信用代码 in its standard form: capitals, no spaces. */
export const normaliseCreditCode = (text: string): string => text.replace(/\s/g, '').toUpperCase()

/** Is it an 18-character 统一社会信用代码 whose check character is right (weights 3^i mod 31)? */
export function isCreditCode(code: string): boolean {
  const values = Array.from(code, (letter) => letters.indexOf(letter))
  if (values.length !== 18 || values.includes(-1)) return false
  let weight = 1
  let sum = 0
  for (const value of values.slice(0, 17)) {
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return (31 - (sum % 31)) % 31 === values[17]
}
