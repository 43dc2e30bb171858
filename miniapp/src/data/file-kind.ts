/** The files the server takes, by what they begin with; Word and Excel files are zips and go by their names as well. */
export const fileEndings = ['jpg', 'png', 'webp', 'pdf', 'docx', 'xlsx'] as const
export type FileEnding = (typeof fileEndings)[number]

const starts: readonly { ending: FileEnding; at: number; text: string }[] = [
  { ending: 'jpg', at: 0, text: '\xff\xd8\xff' },
  { ending: 'png', at: 0, text: '\x89PNG\r\n\x1a\n' },
  { ending: 'webp', at: 8, text: 'WEBPVP8' },
  { ending: 'pdf', at: 0, text: '%PDF-' },
]
const zip = 'PK\x03\x04'

export const isPicture = (ending: string): boolean => ending === 'jpg' || ending === 'png' || ending === 'webp'

/** The ending a file deserves by its content, whatever it is called; undefined when the server would not take it. */
export function fileEnding(bytes: Uint8Array, name: string): FileEnding | undefined {
  const found = starts.find(({ at, text }) => begins(bytes, at, text))
  if (found) return found.ending
  if (!begins(bytes, 0, zip)) return undefined
  return (['docx', 'xlsx'] as const).find((ending) => name.toLowerCase().endsWith(`.${ending}`))
}

function begins(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}
