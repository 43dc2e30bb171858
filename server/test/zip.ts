const header = (signature: number, size: number): Buffer => {
  const bytes = Buffer.alloc(size)
  bytes.writeUInt32LE(signature, 0)
  return bytes
}

/** What a zip's directory says of an entry; the entry itself is empty. */
export interface Entry {
  name: string
  packed?: number
  unpacked?: number
  flags?: number
}

/** A zip of empty files with these names, stored uncompressed. */
export function zip(entries: readonly (string | Entry)[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const one of entries) {
    const { name, packed = 0, unpacked = 0, flags = 0 }: Entry = typeof one === 'string' ? { name: one } : one
    const bytes = Buffer.from(name)
    const local = header(0x04034b50, 30)
    local.writeUInt16LE(bytes.length, 26)
    const entry = header(0x02014b50, 46)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt32LE(packed, 20)
    entry.writeUInt32LE(unpacked, 24)
    entry.writeUInt16LE(bytes.length, 28)
    entry.writeUInt32LE(offset, 42)
    locals.push(local, bytes)
    directory.push(entry, bytes)
    offset += local.length + bytes.length
  }
  const end = header(0x06054b50, 22)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

/** The same zip in the long form (zip64), as Java's spreadsheets are written whatever their size. */
export function longZip(entries: readonly (string | Entry)[]): Buffer {
  const short = zip(entries)
  const start = short.readUInt32LE(short.length - 6)
  const parts: Buffer[] = [short.subarray(0, start)]
  let size = 0
  for (let at = start; at < short.length - 22;) {
    const head = Buffer.from(short.subarray(at, at + 46))
    const name = short.subarray(at + 46, at + 46 + head.readUInt16LE(28))
    const extra = Buffer.alloc(24)
    // Something else stands before it; then its number and length, the unpacked and the packed size.
    extra.writeUInt16LE(0x5455, 0)
    extra.writeUInt16LE(1, 4)
    extra.writeUInt16LE(16, 6)
    extra.writeUInt32LE(head.readUInt32LE(24), 8)
    extra.writeUInt32LE(head.readUInt32LE(20), 16)
    head.writeUInt32LE(0xffffffff, 20)
    head.writeUInt32LE(0xffffffff, 24)
    head.writeUInt16LE(extra.length, 30)
    parts.push(head, name, extra)
    size += head.length + name.length + extra.length
    at += head.length + name.length
  }
  const record = header(0x06064b50, 56)
  record.writeUInt32LE(44, 4)
  record.writeUInt32LE(entries.length, 24)
  record.writeUInt32LE(entries.length, 32)
  record.writeUInt32LE(size, 40)
  record.writeUInt32LE(start, 48)
  const locator = header(0x07064b50, 20)
  locator.writeUInt32LE(start + size, 8)
  const end = Buffer.from(short.subarray(-22))
  end.writeUInt32LE(0xffffffff, 12)
  end.writeUInt32LE(0xffffffff, 16)
  return Buffer.concat([...parts, record, locator, end])
}
