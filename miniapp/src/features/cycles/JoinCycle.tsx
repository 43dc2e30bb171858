import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Action } from '../../components/Action'
import { Line } from '../../components/Line'
import { Sheet } from '../../components/Sheet'
import { TextField } from '../../components/TextField'
import { CyclesRemote, type JoinedCycle } from '../../data/cycles-remote'
import { notice } from '../../data/notice'
import type { Reply } from '../../data/remote'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import './JoinCycle.scss'

const offline = '现在连不上服务器，联网后再试。'

/** Takes part in a rating with its organiser's code. */
export function JoinCycle({ workspace }: { workspace: Workspace }) {
  const [open, setOpen] = useState(false)
  const [joined, setJoined] = useState<JoinedCycle[]>([])
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const { id } = workspace.organisation

  const ask = async <T,>(call: (remote: CyclesRemote) => Promise<Reply<T>>): Promise<T | undefined> => {
    const { http, apiBase } = app.platform
    const reply = await call(new CyclesRemote(http, apiBase, app.session.get()?.token))
    setProblem(undefined)
    if (reply.outcome === 'done') return reply.value
    setProblem(reply.outcome === 'refused' ? reply.refusal.message : (reply.message ?? offline))
    return undefined
  }
  const look = async () => {
    setOpen(true)
    const found = await ask((remote) => remote.joined(id))
    if (found) setJoined(found.cycles)
  }
  const join = async () => {
    const found = await ask((remote) => remote.join(id, code.trim()))
    if (!found) return
    setCode('')
    setOpen(false)
    notice.set({ text: `已参加“${found.title}”，截止日按它的来` })
    void workspace.synchronise()
  }
  return (
    <View>
      <Line id="open-cycles" title="参加一次评价" note="组织方给了加入码，就在这里输入" onPress={() => void look()} />
      <Sheet open={open} title="参加一次评价" onClose={() => setOpen(false)}>
        <View className="join-cycle">
          {joined.map((one) => (
            <Line key={one.id} id={`joined-${one.id}`} title={one.title} figure="已参加" figureTone="grey" />
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
