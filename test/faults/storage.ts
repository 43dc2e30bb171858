import type { Chance } from './chance'
import { gone, type Act } from './truth'

/** Is what an act brought about anywhere on this disk, in whatever form? */
export function isSomewhere(disk: ReadonlyMap<string, string>, { record, content }: Act): boolean {
  for (const text of disk.values()) {
    if (!text.includes(record)) continue
    if (content === gone ? saysDeleted(parse(text), record) : text.includes(content)) return true
  }
  return false
}

function saysDeleted(value: unknown, record: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  const one = value as { id?: unknown; deleted?: unknown; conflict?: { deleted?: unknown } }
  if (one.id === record && (one.deleted === true || one.conflict?.deleted === true)) return true
  return Object.values(value).some((part) => saysDeleted(part, record))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** One kept record becomes unreadable: of a later app's version, of none, or cut off. What was done, in words. */
export function mangle(disk: Map<string, string>, chance: Chance): string | undefined {
  const keys = [...disk.keys()].filter((key) => key.includes('/records/'))
  if (keys.length === 0) return undefined
  const key = chance.pick(keys)
  const text = disk.get(key)!
  const way = chance.pick(['later', 'earlier', 'cut'] as const)
  if (way === 'cut') disk.set(key, text.slice(0, chance.below(text.length)))
  else disk.set(key, text.replace('"version":1', way === 'later' ? '"version":99' : '"version":0'))
  return `${key.slice(-12)} is ${way}`
}

/** The app is brought up to date: it reads what a later version wrote. */
export function update(disk: Map<string, string>): void {
  for (const [key, text] of disk)
    if (text.includes('"version":99')) disk.set(key, text.replace('"version":99', '"version":1'))
}
