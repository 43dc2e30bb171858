import { Unzip, UnzipInflate } from 'fflate'

/** What a table file may hold. Sizes are counted as they come out, whatever the archive says of itself. */
export const limits = {
  file: 10 * 1024 * 1024,
  unpacked: 40 * 1024 * 1024,
  entries: 2000,
  rows: 20_000,
  columns: 200,
  cells: 400_000,
}

export class TooLarge extends Error {}

/** The entries of an archive whose names are wanted, as bytes. @throws TooLarge, or Error for what is no archive */
export function unzip(bytes: Uint8Array, isWanted: (name: string) => boolean): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>()
  let unpacked = 0
  let entries = 0
  const reader = new Unzip((file) => {
    entries += 1
    if (entries > limits.entries) throw new TooLarge()
    if (!isWanted(file.name)) return
    const parts: Uint8Array[] = []
    file.ondata = (error, part, final) => {
      if (error) throw error
      unpacked += part.length
      if (unpacked > limits.unpacked) throw new TooLarge()
      parts.push(part)
      if (final) found.set(file.name, joined(parts))
    }
    file.start()
  })
  reader.register(UnzipInflate)
  const step = 16 * 1024
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step), at + step >= bytes.length)
  return found
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
