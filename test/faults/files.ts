import { createHash } from 'node:crypto'
import { isUnsent, type Entry } from '../../miniapp/src/data/entry'
import { filesOf } from '../../miniapp/src/data/entry-files'
import type { Picked } from '../../miniapp/src/platform/ports'
import type { Phone } from './phone'
import { gone } from './truth'
import type { World } from './world'

/** A file a person chooses: a small PDF that no other is like. */
export function chosenFile(number: number): { picked: Picked; hash: string } {
  const bytes = new TextEncoder().encode(`%PDF-1.4\n% 第${number}份材料 ${'x'.repeat(number % 50)}\n%%EOF\n`)
  const picked: Picked = {
    name: `材料${number}.pdf`,
    size: bytes.length,
    picture: false,
    read: () => Promise.resolve(bytes),
  }
  return { picked, hash: hashOf(bytes) }
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Does a phone's storage hold the bytes of a file, whole, in whatever account's folder? */
export function isOnDisk({ disk }: Phone, hash: string): boolean {
  return [...disk.files].some(([key, bytes]) => key.includes(hash) && hashOf(bytes) === hash)
}

/**
 * What is wrong with evidence in the end: every file that a standing record names is whole at the server, or on a phone
 * whose record says that it waits, unless a fault took its last copy.
 */
export function fileFaults(world: World): string[] {
  const { truth, held, phones } = world
  const found: string[] = []
  for (const hash of held.files)
    if (!world.server.hasBytes(world.organisation.id, hash))
      found.push(`the server has no bytes of ${hash.slice(0, 6)}`)
  for (const [record, content] of held.current) {
    if (content === gone) continue
    for (const hash of truth.filesOf.get(content) ?? []) {
      if (held.files.has(hash) || truth.lostFiles.has(hash)) continue
      if (!phones.some((phone) => waitsFor(phone, record, hash)))
        found.push(`file lost: ${hash.slice(0, 6)} of ${record.slice(-4)} (${content})`)
    }
  }
  for (const phone of phones)
    for (const entry of phone.workspace?.book.unsent() ?? [])
      for (const hash of entry.deleted ? [] : filesOf(entry.record))
        if (!held.files.has(hash) && !truth.lostFiles.has(hash) && !phones.some((one) => isOnDisk(one, hash)))
          found.push(`file lost: ${hash.slice(0, 6)} of unsent ${entry.id.slice(-4)}`)
  return found
}

/** Is a file on a phone, beside a record that counts as unsent for it or that cannot be read? */
function waitsFor(phone: Phone, record: string, hash: string): boolean {
  if (!isOnDisk(phone, hash)) return false
  return [...phone.disk.texts].some(([key, text]) => {
    if (isCutOff(key, text) && key.endsWith(record)) return true
    if (!text.includes(record) || !text.includes(hash) || !key.includes('/records')) return false
    const entry = parse(text)
    return entry?.version !== 1 || isUnsent(entry) || Boolean(entry.filesElsewhere?.includes(hash))
  })
}

/**
 * Is a text broken off? It may have lost the names of its files with its end: it counts as unsent all the same, and the
 * bytes are there for whoever sends the record again.
 */
const isCutOff = (key: string, text: string): boolean =>
  /\/records(-unreadable)?\//.test(key) && parse(text) === undefined

function parse(text: string): Entry | undefined {
  try {
    return JSON.parse(text) as Entry
  } catch {
    return undefined
  }
}
