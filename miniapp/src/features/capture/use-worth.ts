import { readRecord, type FlatRecord, type Kind } from '@xingji/shared'
import { useEffect, useState } from 'react'
import { platform } from '#platform'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { rubricsInUse, useChosenRubric } from '../use-chosen'
import { evidenceOf } from '../words'
import { unreadWorth, worthView, type WorthView } from './worth-view'

/** Milliseconds of rest before what is typed is scored. */
const rest = 250

/** What the draft would earn, worked out whenever typing pauses. */
export function useWorth(workspace: Workspace, kind: Kind, draft: FlatRecord): WorthView | undefined {
  const chosen = useChosenRubric()
  const [view, setView] = useState<WorthView>()
  useEffect(() => {
    let current = true
    // The form is on the screen before the scorers of all rubrics are built.
    platform.clock.after(rest, () => {
      if (!current) return
      const next = worthOf(workspace, kind, draft, chosen)
      setView((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    })
    return () => {
      current = false
    }
  }, [workspace, kind, draft, chosen])
  return view
}

function worthOf(workspace: Workspace, kind: Kind, draft: FlatRecord, chosen: string): WorthView {
  const { catalog, scores } = workspace
  const read = readRecord(draft, catalog)
  if (!read.ok) return unreadWorth(read.problems[0]?.message)
  const worths = rubricsInUse(workspace, chosen).flatMap(
    ({ reference }) => scores.worth(reference, { asOf: app.today() }, read.value) ?? [],
  )
  return worthView(worths, kind, catalog, evidenceOf(draft).length > 0)
}
