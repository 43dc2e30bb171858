import { readRecord, writeRecord, type FlatRecord } from '@xingji/shared'
import { refuseInput } from '../../http/refusal.js'
import { sha256 } from '../../platform/ids.js'
import type { Library } from '../catalog/library.js'

/** A record's content as it is stored and compared. */
export interface Content {
  /** Canonical JSON of the flat record. */
  text: string
  hash: string
  /** Hash of the JSON as sent. */
  sent: string
  /** Hashes of the files it names, each once. */
  files: string[]
}

/** Validates what a client sent for the record `id` and brings it to its canonical form. */
export function readContent(raw: unknown, id: string, library: Library): Content {
  const result = readRecord(raw, library.catalog.value, 'record')
  if (!result.ok) throw refuseInput(result.problems)
  if (result.value.id !== id)
    throw refuseInput([{ code: 'inconsistent', path: 'record.id', message: '记录编号与地址里的编号不一致。' }])
  const text = JSON.stringify(writeRecord(result.value))
  const files = result.value.evidence.flatMap(({ hash }) => (hash === undefined ? [] : [hash]))
  return { text, hash: sha256(text), sent: sha256(JSON.stringify(raw)), files: [...new Set(files)] }
}

/** The flat record of a stored content. */
export const recordOf = (text: string): FlatRecord => JSON.parse(text) as FlatRecord
