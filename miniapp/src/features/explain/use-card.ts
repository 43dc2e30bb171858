import type { Rubric, Scorecard } from '@xingji/shared'
import { useMemo } from 'react'
import { app, useWorkspace } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { usePageQuery } from '../../platform/page'
import { momentOf, type Moment } from '../moment'
import { useChosenRubric, useStart } from '../use-chosen'

export interface Explained {
  workspace: Workspace
  reference: string
  rubric: Rubric
  card: Scorecard
  moment: Moment
  query: Partial<Record<string, string>>
}

/** The scorecard a page's query asks for: `rubric`, `asOf` and `from`..`to`, else those looked at. */
export function useCard(): Explained | undefined {
  useStart()
  const { workspace, revision } = useWorkspace()
  const query = usePageQuery()
  const chosen = useChosenRubric()
  const reference = query.rubric === undefined ? chosen : decodeURIComponent(query.rubric)
  const rubric = workspace?.scores.rubric(reference)
  const moment = momentOf(query, app.today())
  const { asOf, window } = moment
  const [from, to] = [window?.from, window?.to]
  const card = useMemo(() => {
    void revision
    return rubric && workspace?.scores.card(reference, { asOf, ...(from && to && { window: { from, to } }) })
  }, [workspace, revision, reference, rubric, asOf, from, to])
  return workspace && rubric && card ? { workspace, reference, rubric, card, moment, query } : undefined
}
