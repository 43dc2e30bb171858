import { indexCatalog, type FlatRecord, type Kind, type Problem } from '@xingji/shared'
import { useEffect, useState } from 'react'
import { platform } from '#platform'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { rubricsInUse, useChosenRubric } from '../use-chosen'
import { blankDraft } from './draft'
import { gainWords, type RubricCard } from './gain'

export interface Capture {
  kind: Kind | undefined
  draft: FlatRecord | undefined
  problems: readonly Problem[]
  saving: boolean
  /** The phone could not keep it. */
  failed: boolean
  change: (draft: FlatRecord) => void
  begin: (kind: string) => void
  save: () => void
}

/** A record being written: a new one of a kind, or one that is there already. */
export function useCapture(
  workspace: Workspace | undefined,
  kindId?: string,
  recordId?: string,
  /** What a new record already says, as JSON. */
  given?: string,
): Capture {
  const chosen = useChosenRubric()
  const [draft, setDraft] = useState<FlatRecord>()
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [saving, setSaving] = useState(false)
  const [failed, setFailed] = useState(false)
  const [from, setFrom] = useState<FlatRecord>()

  const start = async (id: string) => {
    const kind = workspace && indexCatalog(workspace.catalog).kind(id)
    if (kind) setDraft({ ...blankDraft(kind, await app.newId(), app.today()), ...readGiven(given) })
  }
  useEffect(() => {
    if (!workspace) return
    if (recordId) {
      const record = workspace.book.get(recordId)?.record
      setDraft(record)
      setFrom(record)
    } else if (kindId) void start(kindId)
    // A draft is begun once: what is typed since must not be replaced.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [workspace, kindId, recordId])

  // The form takes the place of the list of kinds, which may be scrolled far down.
  const formOf = draft?.kind
  useEffect(() => {
    if (formOf) platform.navigation.toTop()
  }, [formOf])

  const cards = (target: Workspace): RubricCard[] =>
    rubricsInUse(target, chosen).flatMap((rubric) => {
      const card = target.scores.card(rubric.id, { asOf: app.today() })
      return card ? [{ rubric, card }] : []
    })
  const save = async () => {
    if (!workspace || !draft || saving) return
    setSaving(true)
    const before = cards(workspace)
    const earlier = workspace.book.get(String(draft.id))
    const found = await workspace.save(draft, from).catch(() => undefined)
    setSaving(false)
    setFailed(!found)
    setProblems(found ?? [])
    if (!found || found.length > 0) return
    const id = String(draft.id)
    const undo = () => void (earlier ? workspace.save(earlier.record) : workspace.remove(id))
    notice.set({ text: gainWords(id, before, cards(workspace)), undo })
    platform.navigation.back()
  }
  return {
    kind: workspace && draft ? indexCatalog(workspace.catalog).kind(String(draft.kind)) : undefined,
    draft,
    problems,
    saving,
    failed,
    change: setDraft,
    begin: (id) => void start(id),
    save: () => void save(),
  }
}

/** WeChat hands a page's query over as it was written, the browser taken apart. */
function readGiven(given: string | undefined): Partial<FlatRecord> {
  for (const text of [given ?? '', decodeSafely(given ?? '')])
    try {
      return JSON.parse(text) as Partial<FlatRecord>
    } catch {
      // The other form is tried next; a query nobody can read begins an empty form.
    }
  return {}
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
