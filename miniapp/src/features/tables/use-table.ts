import { useEffect, useRef, useState } from 'react'
import { yearBefore } from '../moment'
import { noMemory, type ImportMemory, type Sheet } from '@xingji/shared/tables'
import type { FlatRecord, Scorer } from '@xingji/shared'
import { platform } from '#platform'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { bringIn, type Outcome } from './bring-in'
import { inSteps } from './in-steps'
import { noChoices, viewSheet, type SheetChoices, type TableView } from './table-view'

export interface OpenTable {
  name: string
  sheets: Sheet[]
}

/** A rubric by the name it is asked by, with its title. */
export interface NamedRubric {
  id: string
  title: string
}

const memoryName = 'imports'

/** A table opened beside an organisation's records: read again whenever it or a choice changes, and once rows went in. */
export function useTable(workspace: Workspace, rubrics: readonly NamedRubric[], table: OpenTable | undefined) {
  const [at, setAt] = useState(0)
  const [choices, setChoices] = useState<Readonly<Record<number, SheetChoices>>>({})
  const [memory, setMemory] = useState<ImportMemory>()
  const [view, setView] = useState<TableView>()
  const [share, setShare] = useState<number>()
  const run = useRef(0)
  /** The records the rows were held against: what came in since is not overwritten unseen. */
  const seen = useRef<ReadonlyMap<unknown, FlatRecord>>(new Map())
  /** Rows are going in: the table is read again afterwards, not after each. */
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)

  useEffect(() => {
    void readMemory(workspace).then(setMemory)
  }, [workspace])
  useEffect(() => {
    setAt(0)
    setChoices({})
    setView(undefined)
  }, [table])

  const sheet = table?.sheets[at]
  const chosen = choices[at] ?? noChoices
  useEffect(() => {
    if (!table || !sheet || !memory || busy) return
    const own = (run.current += 1)
    // The records as they are now: their way to the server changes nothing here.
    const held = workspace.book.living().map((entry) => entry.record)
    const scorersFor = (year: number | undefined) => scorersOf(workspace, rubrics, year)
    const work = viewSheet(sheet, table.name, chosen, { records: held, memory }, workspace.catalog, scorersFor)
    setShare(0)
    void inSteps(work, platform.clock, setShare, () => run.current === own).then((made) => {
      if (!made) return
      seen.current = new Map(held.map((record) => [record.id, record]))
      setView(made)
      setShare(undefined)
    })
    return () => void (run.current += 1)
  }, [table, sheet, chosen, memory, workspace, rubrics, busy, round])

  const choose = (part: Partial<SheetChoices>) =>
    setChoices((all) => ({ ...all, [at]: { ...(all[at] ?? noChoices), ...part } }))
  const importRows = async (onStep: (done: number) => void): Promise<Outcome | undefined> => {
    if (!view || busy) return undefined
    setBusy(true)
    try {
      const outcome = await bringIn(
        view.rows,
        {
          newId: () => app.newId(),
          save: (record) => workspace.save(record, seen.current.get(record.id)),
          readMemory: () => readMemory(workspace),
          writeMemory: (next) => workspace.writeAside(memoryName, JSON.stringify(next)),
        },
        onStep,
      )
      setMemory(await readMemory(workspace))
      return outcome
    } finally {
      setBusy(false)
    }
  }
  const readAgain = () => setRound((before) => before + 1)
  return { at, show: setAt, chosen, choose, view, share, busy, importRows, readAgain }
}

/** Remembered imports that cannot be read are none: rows are then known by their content alone. */
async function readMemory(workspace: Workspace): Promise<ImportMemory> {
  try {
    const memory = JSON.parse((await workspace.readAside(memoryName)) ?? 'null') as ImportMemory | null
    return memory?.version === 1 ? memory : noMemory
  } catch {
    return noMemory
  }
}

/** A scorer of its own for each rubric, in the cycle of the table's year. */
function scorersOf(
  workspace: Workspace,
  rubrics: readonly NamedRubric[],
  year: number | undefined,
): Map<string, Scorer> {
  const today = app.today()
  const own = Number(today.slice(0, 4))
  const isPast = year !== undefined && year < own
  const moment = isPast ? { asOf: `${year}-12-31`, window: yearBefore(today, own - year) } : { asOf: today }
  return new Map(
    rubrics.flatMap(({ id }) => {
      const scorer = workspace.scores.apart(id, moment)
      return scorer ? [[id, scorer] as const] : []
    }),
  )
}
