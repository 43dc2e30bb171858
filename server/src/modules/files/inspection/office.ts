import type { RefusalCode } from '../../../http/problems.js'
import type { Kind } from './kinds.js'
import type { Window } from './window.js'

const endRecord = Buffer.from('PK\x05\x06', 'latin1')
const entrySign = 0x02014b50
const longLocator = Buffer.from('PK\x06\x07', 'latin1')
const longRecord = Buffer.from('PK\x06\x06', 'latin1')
const longExtra = 1
const inLongForm = 0xffffffff
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
  const { count, size, start, until } = await placeOfDirectory(file, tail, end, tailAt)
  // What stands before the directory's end, or behind the zip's, belongs to another file.
  if (end + 22 + tail.readUInt16LE(end + 20) !== tail.length || start + size < until) return 'fileMixed'
  if (start + size > until) return 'fileDamaged'
  if (count > mostEntries || size > longestDirectory) return 'fileBomb'
  const entries = entriesOf(await file.bytes(start, size))
  return entries.length === count ? entries : 'fileDamaged'
}

interface Directory {
  count: number
  size: number
  start: number
  /** Where it has to end. */
  until: number
}

/** Some programs (Java's spreadsheets) write the long form of a zip whatever its size: then another record says where. */
async function placeOfDirectory(file: Window, tail: Buffer, end: number, tailAt: number): Promise<Directory> {
  const short = {
    count: tail.readUInt16LE(end + 10),
    size: tail.readUInt32LE(end + 12),
    start: tail.readUInt32LE(end + 16),
    until: tailAt + end,
  }
  const locator = end - 20
  if (locator < 0 || !tail.subarray(locator, locator + 4).equals(longLocator)) return short
  const until = eight(tail, locator + 8)
  const record = await file.bytes(until, 56)
  if (
    record.length < 56 ||
    !record.subarray(0, 4).equals(longRecord) ||
    until + 12 + eight(record, 4) !== tailAt + locator
  )
    return { ...short, start: file.size }
  return { count: eight(record, 32), size: eight(record, 40), start: eight(record, 48), until }
}

/** A number of eight bytes; no file here needs more than six of them. */
const eight = (bytes: Buffer, at: number): number => bytes.readUIntLE(at, 6) + bytes.readUInt16LE(at + 6) * 2 ** 48

function entriesOf(directory: Buffer): Entry[] {
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === entrySign;) {
    const name = at + 46 + directory.readUInt16LE(at + 28)
    const extra = name + directory.readUInt16LE(at + 30)
    const [unpacked, packed] = sizesOf(directory, at, directory.subarray(name, extra))
    entries.push({
      name: directory.toString('utf8', at + 46, name),
      packed,
      unpacked,
      isSealed: (directory.readUInt16LE(at + 8) & 1) === 1,
    })
    at = extra + directory.readUInt16LE(at + 32)
  }
  return entries
}

/** Unpacked and packed size: those that read as the largest number stand in the long form's extra field. */
function sizesOf(directory: Buffer, at: number, extra: Buffer): number[] {
  let field = 0
  while (field + 4 <= extra.length && extra.readUInt16LE(field) !== longExtra)
    field += 4 + extra.readUInt16LE(field + 2)
  let next = field + 4
  return [directory.readUInt32LE(at + 24), directory.readUInt32LE(at + 20)].map((size) => {
    if (size !== inLongForm || next + 8 > extra.length) return size
    next += 8
    return eight(extra, next - 8)
  })
}
