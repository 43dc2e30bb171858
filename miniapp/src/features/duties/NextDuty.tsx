import { Line } from '../../components/Line'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { points } from '../words'
import { nextDuty, rowOf } from './duties-view'
import { useDuties } from './use-duties'

interface Props {
  workspace: Workspace
  revision: number
  rubric: string
  /** Points of the scorecard that are at risk, as a negative number. */
  atRisk: number
  onOpen: () => void
}

/** The next thing to report, and how many points are at risk. */
export function NextDuty({ workspace, revision, rubric, atRisk, onOpen }: Props) {
  const states = useDuties(workspace, revision, rubric)
  const next = nextDuty(states)
  if (!next) return null
  const { title, when, stake } = rowOf(next, app.today(), () => undefined)
  return (
    <Line
      id="home-duty"
      title={`待办：${title}`}
      note={[when, stake].filter(Boolean).join('\n')}
      figure={atRisk < 0 ? `有风险 ${points(-atRisk)} 分` : '看看'}
      figureTone="red"
      onPress={onOpen}
    />
  )
}
