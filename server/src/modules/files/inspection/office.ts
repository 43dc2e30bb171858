import type { RefusalCode } from '../../../http/problems.js'
import type { Kind } from './kinds.js'
import type { Window } from './window.js'

const endRecord = Buffer.from('PK\x05\x06', 'latin1')
const entrySign = 0x02014b50
/** End record plus the longest comment a zip may carry. */
const longestTail = 22 + 0xffff
const longestDirectory = 1 << 20
const mostEntries = 5_000
/** Unpacked, together. */
const mostUnpacked = 256 << 20
/** Text that repeats itself packs to about a fiftieth; only entries above a megabyte are held to it. */
const mostRatio = 200
const ratioFrom = 1 << 20

interface Entry {
  name: string
  packed: number
  unpacked: number
  isSealed: boolean
}

/** Word and Excel files are zips with known parts. Judged by the zip's directory alone: nothing is unpacked. */
export async function readOffice(file: Window): Promise<Kind | RefusalCode> {
  const entries = await directoryOf(file)
  if (!Array.isArray(entries)) return entries
  const names = new Set(entries.map(({ name }) => name))
  const kind = names.has('word/document.xml') ? 'word' : names.has('xl/workbook.xml') ? 'sheet' : undefined
  // Those with macros are programs.
  if (!kind || !names.has('[Content_Types].xml') || entries.some(({ name }) => /vbaProject\.bin$/i.test(name)))
    return 'fileType'
  if (names.size !== entries.length || entries.some(({ isSealed }) => isSealed)) return 'fileDamaged'
  // More packed bytes than the file has: its entries share their data, or lie.
  if (total(entries, 'packed') > file.size) return 'fileBomb'
  const isBomb = ({ packed, unpacked }: Entry): boolean => unpacked > ratioFrom && unpacked > packed * mostRatio
  return total(entries, 'unpacked') > mostUnpacked || entries.some(isBomb) ? 'fileBomb' : kind
}

const total = (entries: readonly Entry[], key: 'packed' | 'unpacked'): number =>
  entries.reduce((sum, entry) => sum + entry[key], 0)

async function directoryOf(file: Window): Promise<Entry[] | RefusalCode> {
  const tailAt = Math.max(0, file.size - longestTail)
  const tail = await file.bytes(tailAt, longestTail)
  const end = tail.lastIndexOf(endRecord)
  if (end < 0 || end + 22 > tail.length) return 'fileDamaged'
  const count = tail.readUInt16LE(end + 10)
  const size = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  // What stands before the first entry or behind the end belongs to another file.
  if (end + 22 + tail.readUInt16LE(end + 20) !== tail.length || start + size < tailAt + end) return 'fileMixed'
  if (start + size > tailAt + end) return 'fileDamaged'
  if (count > mostEntries || size > longestDirectory) return 'fileBomb'
  const entries = entriesOf(await file.bytes(start, size))
  return entries.length === count ? entries : 'fileDamaged'
}

function entriesOf(directory: Buffer): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === entrySign;) {
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      isSealed: (directory.readUInt16LE(at + 8) & 1) === 1,
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}
