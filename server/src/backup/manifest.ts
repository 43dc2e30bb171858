import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What a backup holds. Written last: a backup without it was never finished. */
export interface Manifest {
  format: typeof format
  /** When the snapshot was taken. */
  at: string
  from: 'embedded' | 'mysql'
  /** Names of the migrations that had made its tables. */
  schema: string[]
  tables: TableEntry[]
  files: {
    count: number
    bytes: number
    /** `<organisation>/<hash>` of files the database knows and the store did not have, or not whole. */
    missing: string[]
  }
}
export interface TableEntry {
  name: string
  rows: number
  /** SHA-256 of its file. */
  sha256: string
}

export const format = 'xingji-backup/1'

/** Why nothing was backed up or restored: a code and a sentence for the person at the keyboard. */
export class BackupError extends Error {
  constructor(
    readonly code: 'nothingThere' | 'damaged' | 'tooNew' | 'notEmpty',
    message: string,
  ) {
    super(message)
  }
}

const names = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}(\.\d{3})?Z$/

/** The name of a backup's folder: its moment, as file systems like it. */
export const nameOf = (at: string): string => at.replace(/:/g, '-')
export const manifestOf = (place: string): string => path.join(place, 'manifest.json')
export const tableFileOf = (place: string, table: string): string => path.join(place, `${table}.jsonl.gz`)
/** Files are shared by all backups of a folder. */
export const evidenceOf = (folder: string, organisation: string, hash: string): string =>
  path.join(folder, 'files', organisation, hash.slice(0, 2), hash)

/** The place of a backup: the named one, else the newest finished one. */
export function findBackup(folder: string, name?: string): string {
  const found = existsSync(folder) ? readdirSync(folder).filter((one) => names.test(one)) : []
  const chosen = name ?? found.sort().at(-1)
  if (chosen === undefined || !found.includes(chosen))
    throw new BackupError('nothingThere', `${folder}: 没有${name === undefined ? '' : `名为 ${name} 的`}备份`)
  return path.join(folder, chosen)
}

/** Reads a backup's manifest and checks its tables against it. */
export async function readManifest(place: string): Promise<Manifest> {
  const manifest = parse(place)
  for (const { name, sha256 } of manifest.tables) {
    const file = tableFileOf(place, name)
    if (!existsSync(file)) throw damaged(`${file} 不见了`)
    if ((await hashOf(file)) !== sha256) throw damaged(`${file} 与清单不符`)
  }
  return manifest
}

export const damaged = (what: string): BackupError =>
  new BackupError('damaged', `备份已损坏：${what}。请换一份备份，没有恢复任何内容到数据库`)

function parse(place: string): Manifest {
  let manifest: Partial<Manifest>
  try {
    manifest = JSON.parse(readFileSync(manifestOf(place), 'utf8')) as Partial<Manifest>
  } catch {
    throw damaged(`${manifestOf(place)} 读不出来`)
  }
  if (manifest.format !== format)
    throw new BackupError(
      'tooNew',
      `这份备份的格式是 ${String(manifest.format)}，这个程序只认得 ${format}，请先升级程序`,
    )
  if (!Array.isArray(manifest.tables) || !Array.isArray(manifest.schema) || !manifest.files)
    throw damaged(`${manifestOf(place)} 不完整`)
  return manifest as Manifest
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}
