import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Lets a new data folder share with those of the same run what the server remembers of the rubric files: it compiles
 * them once and not at every first start. Nothing is shared where nobody made a place for it.
 */
export function shareMemory(dataFolder: string): void {
  const shared = process.env.XINGJI_TEST_MEMORY
  if (shared === undefined) return
  mkdirSync(shared, { recursive: true })
  symlinkSync(shared, join(dataFolder, 'cache'))
}
