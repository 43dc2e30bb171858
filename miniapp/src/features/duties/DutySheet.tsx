import { Text, View } from '@tarojs/components'
import type { DutyState } from '@xingji/shared'
import { useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Line } from '../../components/Line'
import { Sheet } from '../../components/Sheet'
import { TextField } from '../../components/TextField'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { askLines } from './duties-view'
import { itemPage, waive } from './use-duties'

interface Props {
  workspace: Workspace
  state: DutyState | undefined
  onClose: () => void
}

/** One duty explained: the official words, who asks, and the way to say that it does not concern the society. */
export function DutySheet({ workspace, state, onClose }: Props) {
  const [reason, setReason] = useState('')
  const close = () => {
    setReason('')
    onClose()
  }
  return (
    <Sheet open={state !== undefined} title={state?.title ?? ''} onClose={close}>
      {state && (
        <View id="duty-sheet">
          <Text className="duty__what">{state.what}</Text>
          <Text className="duty__clause">{`官方条款：${state.clause}`}</Text>
          {askLines(state, app.law.get().rubrics, app.today()).map((ask) => (
            <Line
              key={ask.id}
              title={ask.title}
              note={ask.note}
              onPress={
                ask.isGate ? undefined : () => platform.navigation.open(itemPage(workspace, ask.rubric, ask.item))
              }
            />
          ))}
          {state.subject !== undefined && (
            <Line
              id="duty-record"
              title="看这条记录"
              onPress={() => platform.navigation.open(`/pages/record/index?id=${state.subject}`)}
            />
          )}
          {state.status === 'waived' && (
            <Action
              id="duty-resume"
              tone="quiet"
              text="恢复提醒"
              onPress={() => {
                void workspace.waive(state.key, undefined)
                close()
              }}
            />
          )}
          {!['done', 'late', 'waived'].includes(state.status) && (
            <View className="duty__waive">
              <Text className="duty__clause">本会不适用？写一句理由，就不再提醒；随时可以恢复。</Text>
              <TextField
                id="duty-reason"
                label="不适用的理由"
                value={reason}
                placeholder="例如：今年不参评"
                onChange={setReason}
              />
              <Action
                id="duty-waive"
                tone="quiet"
                text="本会不适用"
                disabled={reason.trim() === ''}
                onPress={() => {
                  waive(workspace, state, reason.trim().slice(0, 200))
                  close()
                }}
              />
            </View>
          )}
        </View>
      )}
    </Sheet>
  )
}
