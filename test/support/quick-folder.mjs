import { mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const inMemory = '/dev/shm'
/** Bytes that the suites with databases may come to need, several times over. */
const enough = 3e9

/**
 * A new temporary folder, in memory where the machine offers that with room to spare. Processes may be killed at any
 * time: what they wrote is there as it would be on a disk. Only the waiting for a disk falls away.
 */
export function quickFolder() {
  try {
    const { bavail, bsize } = statfsSync(inMemory)
    if (bavail * bsize > enough) return mkdtempSync(join(inMemory, 'xingji-'))
  } catch {
    // Not every system has one, or lets us write there.
  }
  return mkdtempSync(join(tmpdir(), 'xingji-'))
}
