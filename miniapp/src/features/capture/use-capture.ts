import { indexCatalog, type FlatRecord, type Kind, type Problem } from '@xingji/shared'
import { useEffect, useState } from 'react'
import { platform } from '#platform'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { rubricsInUse, useChosenRubric } from '../use-chosen'
import { beginning, type Begun, type Beginning } from './beginning'
import { gainWords, type RubricCard } from './gain'

export interface Capture {
  kind: Kind | undefined
  draft: FlatRecord | undefined
  /** The last record of the same kind, whose numbers are offered. */
  last: FlatRecord | undefined
  /** An unfinished edit of this record was found. */
  unfinished: Begun['unfinished']
  problems: readonly Problem[]
  saving: boolean
  /** The phone could not keep it. */
  failed: boolean
  change: (draft: FlatRecord) => void
  begin: (from: Beginning) => void
  save: () => void
}

/** A record being written. Every change is kept as a draft at once, until it is saved. */
export function useCapture(workspace: Workspace | undefined, from: Beginning): Capture {
  const chosen = useChosenRubric()
  const [begun, setBegun] = useState<Begun>()
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState(false)
  const draft = begun?.draft

  const begin = async (where: Beginning) => {
    if (where.take === 'record' && where.id !== undefined) workspace?.drafts.drop(where.id)
    if (workspace) setBegun(beginning(workspace, where, await app.newId(), app.today()))
  }
  useEffect(() => {
    if (workspace) void begin(from)
    // A draft is begun once: what is typed since must not be replaced.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [workspace, from.kind, from.id, from.draft, from.like, from.given])

  // The form takes the place of the list of kinds, which may be scrolled far down.
  const formOf = draft?.kind
  useEffect(() => {
    if (formOf) platform.navigation.toTop()
  }, [formOf])

  const cards = (target: Workspace): RubricCard[] =>
    rubricsInUse(target, chosen).flatMap(({ reference, rubric }) => {
      const card = target.scores.card(reference, { asOf: app.today() })
      return card ? [{ reference, rubric, card }] : []
    })
  const change = (next: FlatRecord) => {
    setBegun((now) => now && { ...now, draft: next })
    workspace?.drafts.keep(next, begun?.over, app.platform.clock.now())
  }
  const save = async () => {
    if (!workspace || !draft || saving) return
    setSaving(true)
    const before = cards(workspace)
    const earlier = workspace.book.get(String(draft.id))
    const over = begun?.over
    // What came in since the form was opened must not be overwritten unseen.
    const seen = over === undefined ? undefined : (JSON.parse(over) as FlatRecord)
    const found = await workspace.save(draft, seen).catch(() => undefined)
    setSaving(false)
    setFailed(!found)
    setProblems(found ?? [])
    if (!found || found.length > 0) return
    const id = String(draft.id)
    workspace.drafts.drop(id)
    const saved = workspace.book.get(id)?.record
    const undo = () => void (earlier ? workspace.save(earlier.record, saved) : workspace.remove(id, saved))
    notice.set({ text: gainWords(id, before, cards(workspace)), undo })
    platform.navigation.back()
  }
  return {
    kind: workspace && draft ? indexCatalog(workspace.catalog).kind(String(draft.kind)) : undefined,
    draft,
    last: begun?.last,
    unfinished: begun?.unfinished,
    problems,
    saving,
    failed,
    change,
    begin: (where) => void begin(where),
    save: () => void save(),
  }
}
