import type { Window } from './window.js'

/** What evidence may be. */
export type Kind = 'jpeg' | 'png' | 'webp' | 'pdf' | 'word' | 'sheet'

/** Type and ending of the files people get, by kind. */
export const kinds: Readonly<Record<Kind, { type: string; ending: string }>> = {
  jpeg: { type: 'image/jpeg', ending: 'jpg' },
  png: { type: 'image/png', ending: 'png' },
  webp: { type: 'image/webp', ending: 'webp' },
  pdf: { type: 'application/pdf', ending: 'pdf' },
  word: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', ending: 'docx' },
  sheet: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', ending: 'xlsx' },
}

/** The ending of a stored file's type. */
export const endingOf = (type: string): string => Object.values(kinds).find((one) => one.type === type)?.ending ?? 'bin'

/** What a file's first bytes say: one of the kinds, a zip (Word and Excel files are), a photo nobody else can open. */
export type Sign = Exclude<Kind, 'word' | 'sheet'> | 'zip' | 'heic'

const signs: readonly { sign: Sign; at: number; bytes: string }[] = [
  { sign: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { sign: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { sign: 'webp', at: 8, bytes: 'WEBPVP8' },
  { sign: 'pdf', at: 0, bytes: '%PDF-' },
  { sign: 'zip', at: 0, bytes: 'PK\x03\x04' },
  { sign: 'heic', at: 4, bytes: 'ftyphei' },
  { sign: 'heic', at: 4, bytes: 'ftyphev' },
  { sign: 'heic', at: 4, bytes: 'ftypmif1' },
]

/** Looks at the beginning only: no name, no declared type. */
export async function signOf(file: Window): Promise<Sign | undefined> {
  const head = (await file.bytes(0, 16)).toString('latin1')
  return signs.find(({ at, bytes }) => head.startsWith(bytes, at))?.sign
}
