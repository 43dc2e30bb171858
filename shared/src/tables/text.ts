const marks = /[\s"'`“”‘’「」『』《》〈〉<>:：,，.。、;；!！*＊#·•_~～|\\/\-—–]+/g
const brackets = /[([{【〔][^)\]}】〕]*[)\]}】〕]/g

/** Full-width letters, digits and signs as ordinary ones; no spaces at the ends. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\ufeff]/g, '')
    .trim()

/** A wording with everything taken away that people write now this way, now that: two equal ones mean the same. */
export function plainWord(text: string): string {
  const plain = plainText(text).toLowerCase()
  const without = plain.replace(brackets, '').replace(marks, '')
  return without === '' ? plain.replace(/[()[\]{}【】〔〕]/g, '').replace(marks, '') : without
}

/** A title as it is compared: spelling and signs do not matter, what stands in brackets does. */
export const plainTitle = (text: string): string =>
  plainText(text)
    .toLowerCase()
    .replace(/[()[\]{}【】〔〕]/g, '')
    .replace(marks, '')

/** What stands in the brackets of a heading: `参会人数（人）` says `人`. */
export function bracketed(text: string): string {
  const found = plainText(text).match(brackets)
  return found === null ? '' : found.map((one) => one.slice(1, -1)).join(' ')
}

/** A cell's text on one line, cut for a sentence. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return `“${line.length > 24 ? `${line.slice(0, 23)}…` : line}”`
}
