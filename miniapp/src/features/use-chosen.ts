import { standardsOf, type Standard } from '../data/standards'
import { app, useSignal } from '../data/use-app'
import type { Workspace } from '../data/workspace'
import { useEffect, useMemo, useState } from 'react'
import type { Moment } from './moment'

/** The rubric looked at: the one chosen last, else the first there is. */
export function useChosenRubric(): string {
  const { rubric } = useSignal(app.choices)
  const all = standardsOf(useSignal(app.law))
  return (all.find(({ reference }) => reference === rubric) ?? all[0])?.reference ?? ''
}

/** The rubrics that matter to an organisation: those it follows, and the one looked at. */
export function rubricsInUse(workspace: Workspace, chosen: string): Standard[] {
  return standardsOf(app.law.get()).filter(
    ({ reference }) => reference === chosen || workspace.followed.includes(reference),
  )
}

/** The moment looked at: today and its year, until another one is chosen. */
export function useMoment(): [Moment, (moment: Moment) => void] {
  const [chosen, setChosen] = useState<Moment>()
  const today = app.today()
  const now = useMemo(() => ({ asOf: today }), [today])
  const set = (moment: Moment) => setChosen(moment.asOf === today && !moment.window ? undefined : moment)
  return [chosen ?? now, set]
}

/** Every page may be the first one opened: it starts the app if nobody has. */
export function useStart(): void {
  useEffect(() => void app.start(), [])
}
