import type { Chance } from './chance'
import type { Entry } from '../../miniapp/src/data/entry'
import { localAccount } from '../../miniapp/src/data/places'
import type { Disk } from './ports'
import { contentOf, gone, type Act } from './truth'

/** Is what an act brought about anywhere on this disk, in whatever form? */
export function isSomewhere(disk: ReadonlyMap<string, string>, { record, content }: Act): boolean {
  for (const text of disk.values()) {
    if (!text.includes(record)) continue
    const isIn = (line: string): boolean =>
      content === gone ? saysDeleted(parse(line), record) : line.includes(record) && line.includes(content)
    if (text.split('\n').some(isIn)) return true
  }
  return false
}

/** The name of the account whose folder it is. */
export function accountIn({ texts }: Disk, folder: string): string {
  const account = parse(texts.get(`accounts/${folder}/account`) ?? '') as { name: string } | undefined
  return account?.name ?? localAccount.name
}

/**
 * Does what an account has readable on this disk say what an act brought about? What a month has of a record with a text of
 * its own is of before, and shows nothing.
 */
export function isShown(disk: Disk, { record, content, account }: Act): boolean {
  const lines = [...disk.texts].flatMap(([key, text]) => {
    const [, folder = ''] = key.split('/')
    // What was made without an account another one may have taken over by now.
    const isOurs = account === localAccount.name || accountIn(disk, folder) === account
    const own = key.replace(/-months\/.*/, `/${record}`)
    const isPast = own !== key && disk.texts.has(own)
    return isOurs && !isPast && text.includes(record) ? text.split('\n') : []
  })
  return lines.some((line) => {
    const entry = parse(line) as Partial<Entry> | undefined
    return entry?.id === record && entry.record && contentOf(entry as Entry) === content
  })
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

/** One text with records becomes unreadable: of a later app's version, of none, or cut off. */
export function mangle(
  disk: Map<string, string>,
  chance: Chance,
): { key: string; way: 'later' | 'earlier' | 'cut' } | undefined {
  const keys = [...disk.keys()].filter((key) => /\/records(-months)?\//.test(key))
  if (keys.length === 0) return undefined
  const key = chance.pick(keys)
  const text = disk.get(key)!
  const way = chance.pick(['later', 'earlier', 'cut'] as const)
  if (way === 'cut') disk.set(key, text.slice(0, chance.below(text.length)))
  else disk.set(key, text.replace('"version":1', way === 'later' ? '"version":99' : '"version":0'))
  return { key, way }
}

/** The app is brought up to date: it reads what a later version wrote. Was there anything? */
export function update(disk: Map<string, string>): boolean {
  const later = [...disk].filter(([, text]) => text.includes('"version":99'))
  for (const [key, text] of later) disk.set(key, text.replace('"version":99', '"version":1'))
  return later.length > 0
}

/** The storage as apps left it that knew no months: each record by itself. Was there anything to change? */
export function asAnOlderApp(disk: Map<string, string>): boolean {
  const months = [...disk].filter(([key]) => key.includes('/records-months/'))
  for (const [key, text] of months) {
    const folder = key.slice(0, key.indexOf('-months/'))
    // Its first line says what it is.
    for (const line of text.split('\n').slice(1)) {
      const id = (parse(line) as { id?: string } | undefined)?.id
      if (id === undefined) return false
      if (!disk.has(`${folder}/${id}`)) disk.set(`${folder}/${id}`, line)
    }
    disk.delete(key)
  }
  return months.length > 0
}

/** The device loses a file, or part of its bytes. */
export function spoilFile(
  files: Map<string, Uint8Array>,
  chance: Chance,
): { key: string; way: 'gone' | 'damaged' } | undefined {
  if (files.size === 0) return undefined
  const key = chance.pick([...files.keys()])
  const way = chance.pick(['gone', 'damaged'] as const)
  if (way === 'gone') files.delete(key)
  else files.set(key, files.get(key)!.slice(0, -1))
  return { key, way }
}
