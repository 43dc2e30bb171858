import type { Arrival } from '../../platform/files/file-store.js'

type Bytes = Pick<Arrival, 'size' | 'read'>

const starts: readonly { type: string; at: number; bytes: readonly number[] | string }[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/webp', at: 8, bytes: 'WEBPVP8' },
  { type: 'application/pdf', at: 0, bytes: '%PDF-' },
]
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const zipStart = Buffer.from('PK\x03\x04', 'latin1')
const zipEnd = Buffer.from('PK\x05\x06', 'latin1')
const zipEntry = 0x02014b50
/** End record plus the longest comment a zip may carry. */
const longestTail = 22 + 0xffff
const longestDirectory = 1 << 20

/** Endings of the files people get, by type. */
export const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  [word]: 'docx',
  [sheet]: 'xlsx',
}

/** The type of a file by its content, whatever it is called; undefined for everything that is not accepted. */
export async function fileTypeOf(file: Bytes): Promise<string | undefined> {
  const head = await file.read(0, 16)
  for (const { type, at, bytes } of starts) {
    const expected = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes)
    if (head.subarray(at, at + expected.length).equals(expected)) return type
  }
  return head.subarray(0, 4).equals(zipStart) ? officeTypeOf(await zipNames(file)) : undefined
}

/** Word and Excel files are zips with known parts; those with macros are not accepted. */
function officeTypeOf(names: ReadonlySet<string>): string | undefined {
  if (!names.has('[Content_Types].xml') || [...names].some((name) => name.endsWith('vbaProject.bin'))) return undefined
  if (names.has('word/document.xml')) return word
  return names.has('xl/workbook.xml') ? sheet : undefined
}

/** The names in a zip's directory; none when it is damaged. */
async function zipNames(file: Bytes): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  const tailAt = Math.max(0, file.size - longestTail)
  const tail = await file.read(tailAt, file.size - tailAt)
  const end = tail.lastIndexOf(zipEnd)
  if (end < 0 || end + 22 > tail.length) return names
  const size = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (size > longestDirectory || start + size > file.size) return names
  const directory = await file.read(start, size)
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === zipEntry;) {
    const nameLength = directory.readUInt16LE(at + 28)
    names.add(directory.toString('utf8', at + 46, at + 46 + nameLength))
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return names
}
