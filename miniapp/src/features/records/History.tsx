import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import type { Entry } from '../../data/entry'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { historyView, type HistoryStep } from './history-view'

/** What became of a record since it was made; the server keeps every revision. */
export function History({ workspace, entry }: { workspace: Workspace; entry: Entry }) {
  const [steps, setSteps] = useState<HistoryStep[]>()
  const [problem, setProblem] = useState<string>()
  const load = async () => {
    const reply = await workspace.history(entry.id)
    if (reply.outcome === 'done') {
      setProblem(undefined)
      setSteps(historyView(reply.value.revisions, workspace.catalog, app.today()))
    } else setProblem(reply.outcome === 'refused' ? reply.refusal.message : '修改经过存在服务器上，联网后再看。')
  }
  if (!workspace.online || entry.base === 0) return null
  if (!steps) {
    return (
      <View className="record__history">
        <Action id="show-history" tone="quiet" text="修改经过" onPress={() => void load()} />
        {problem && <Text className="records__empty">{problem}</Text>}
      </View>
    )
  }
  return (
    <Block title="修改经过">
      <View id="history">
        {steps.map((step) => (
          <Line
            key={step.revision}
            title={step.title}
            note={[step.note, ...step.changes.map((one) => `${one.name}：${one.other} → ${one.value}`)].join('\n')}
          />
        ))}
      </View>
    </Block>
  )
}
