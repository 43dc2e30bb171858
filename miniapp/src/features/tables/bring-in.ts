import type { FlatRecord, Problem } from '@xingji/shared'
import { remember, type ImportMemory } from '@xingji/shared/tables'
import type { ViewRow } from './table-view'

/** What bringing rows in asks of the app. */
export interface Desk {
  newId(): Promise<string>
  save(record: FlatRecord): Promise<Problem[]>
  readMemory(): Promise<ImportMemory>
  writeMemory(memory: ImportMemory): Promise<void>
}

export interface Outcome {
  added: string[]
  edited: number
  /** Rows the app would not take, with its reason. */
  refused: { row: number; message: string }[]
}

/**
 * Brings rows in, one after the other. What is already in stays in when the work is broken off, and is known the next time
 * by its content.
 */
export async function bringIn(rows: readonly ViewRow[], desk: Desk, onStep: (done: number) => void): Promise<Outcome> {
  const outcome: Outcome = { added: [], edited: 0, refused: [] }
  const became: { draft: FlatRecord; record: string }[] = []
  let done = 0
  for (const { reading, fate } of rows) {
    if (!reading.draft || !fate) continue
    if (fate.fate === 'same') became.push({ draft: reading.draft, record: fate.record })
    if (fate.fate !== 'new' && fate.fate !== 'edit') continue
    const record: FlatRecord = fate.fate === 'new' ? { id: await desk.newId(), ...reading.draft } : fate.next
    const problems = await desk.save(record)
    if (problems[0]) outcome.refused.push({ row: reading.row, message: problems[0].message })
    else {
      if (fate.fate === 'new') outcome.added.push(String(record.id))
      else outcome.edited += 1
      became.push({ draft: reading.draft, record: String(record.id) })
    }
    done += 1
    onStep(done)
  }
  await desk.writeMemory(remember(await desk.readMemory(), became))
  return outcome
}
