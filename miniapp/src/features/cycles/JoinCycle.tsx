import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Action } from '../../components/Action'
import { Line } from '../../components/Line'
import { Sheet } from '../../components/Sheet'
import { TextField } from '../../components/TextField'
import { notice } from '../../data/notice'
import { standardsOf } from '../../data/standards'
import { app, useSignal } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { domId } from '../words'
import { cycleLines, type CycleLine } from './cycle-view'
import './JoinCycle.scss'

/** Takes part in a rating with its organiser's code, or leaves it. */
export function JoinCycle({ workspace }: { workspace: Workspace }) {
  const [open, setOpen] = useState(false)
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const law = useSignal(app.law)
  const join = async () => {
    const found = await workspace.joinCycle(code.trim())
    setProblem(found)
    if (found !== undefined) return
    setCode('')
    setOpen(false)
    const title = workspace.cycles[workspace.cycles.length - 1]?.title ?? ''
    notice.set({ text: `已参加“${title}”，截止日按它的来` })
  }
  return (
    <View>
      <Line id="open-cycles" title="参加一次评价" note="组织方给了加入码，就在这里输入" onPress={() => setOpen(true)} />
      <Sheet open={open} title="参加一次评价" onClose={() => setOpen(false)}>
        <View className="join-cycle">
          {cycleLines(workspace.cycles, standardsOf(law)).map((line) => (
            <JoinedCycle key={line.id} workspace={workspace} line={line} />
          ))}
          <Text>参加以后，组织方看得到每件事办到哪一步，看不到记录的内容。</Text>
          <TextField
            id="cycle-join-code"
            label="加入码"
            value={code}
            placeholder="组织方给的加入码"
            onChange={setCode}
          />
          {problem !== undefined && (
            <Text id="cycle-join-problem" className="join-cycle__problem">
              {problem}
            </Text>
          )}
          <Action id="join-cycle" text="参加" disabled={code.trim() === ''} onPress={() => void join()} />
        </View>
      </Sheet>
    </View>
  )
}

/** A cycle that was joined, and the way out of it: asked once more, since coming back needs the organiser's code. */
function JoinedCycle({ workspace, line: { id, title, note } }: { workspace: Workspace; line: CycleLine }) {
  const [asked, setAsked] = useState(false)
  const [problem, setProblem] = useState<string>()
  const leave = async () => {
    const found = await workspace.leaveCycle(id)
    setProblem(found)
    if (found === undefined) notice.set({ text: `已退出“${title}”，截止日按评价标准的来` })
  }
  return (
    <View className="join-cycle">
      <Line
        id={`joined-${domId(id)}`}
        title={title}
        note={note}
        figure={asked ? '不退出' : '退出'}
        figureTone="red"
        label={asked ? `不退出${title}` : `退出${title}`}
        onPress={() => setAsked(!asked)}
      />
      {asked && (
        <>
          <Text>
            退出以后，截止日按评价标准的来，组织方也看不到办到哪一步了。记录不受影响。再参加要重新输入加入码。
          </Text>
          {problem !== undefined && <Text className="join-cycle__problem">{problem}</Text>}
          <Action id={`leave-${domId(id)}`} tone="quiet" text={`退出“${title}”`} onPress={() => void leave()} />
        </>
      )}
    </View>
  )
}
