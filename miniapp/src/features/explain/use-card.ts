import type { Rubric, Scorecard } from '@xingji/shared'
import { useMemo } from 'react'
import { app, useWorkspace } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { usePageQuery } from '../../platform/page'
import { useChosenRubric, useStart } from '../use-chosen'

export interface Explained {
  workspace: Workspace
  rubric: Rubric
  card: Scorecard
  asOf: string
  query: Partial<Record<string, string>>
}

/** The scorecard a page's query asks for: `rubric` and `asOf`, else those looked at. */
export function useCard(): Explained | undefined {
  useStart()
  const { workspace, revision } = useWorkspace()
  const query = usePageQuery()
  const chosen = useChosenRubric()
  const rubric = workspace?.scores.rubric(query.rubric ?? chosen)
  const asOf = query.asOf ?? app.today()
  const card = useMemo(() => {
    void revision
    return rubric && workspace?.scores.card(rubric.id, asOf)
  }, [workspace, revision, rubric, asOf])
  return workspace && rubric && card ? { workspace, rubric, card, asOf, query } : undefined
}
