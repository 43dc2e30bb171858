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
