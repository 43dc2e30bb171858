import { Text, View } from '@tarojs/components'
import type { FlatRecord, Kind } from '@xingji/shared'
import { useState } from 'react'
import { Line } from '../../components/Line'
import { Press } from '../../components/Press'
import { Sheet } from '../../components/Sheet'
import type { Workspace } from '../../data/workspace'
import { domId } from '../words'
import { useWorth } from './use-worth'
import './WorthBar.scss'

interface Props {
  workspace: Workspace
  kind: Kind
  draft: FlatRecord
}

/** Says, above the save button, what the record will earn and what would make it earn more. */
export function WorthBar({ workspace, kind, draft }: Props) {
  const view = useWorth(workspace, kind, draft)
  const [open, setOpen] = useState(false)
  return (
    <View className="worth">
      {view && (
        <Press id="worth" className="worth__bar" label={spoken(view.summary, view.hints)} onPress={() => setOpen(true)}>
          <View className="worth__words">
            <Text id="worth-summary" className="worth__summary">
              {view.summary}
            </Text>
            {view.hints.map((hint, at) => (
              <Text key={at} id={`worth-hint-${at}`} className="worth__hint">
                {hint}
              </Text>
            ))}
          </View>
          {view.lines.length > 0 && <Text className="worth__arrow">›</Text>}
        </Press>
      )}
      <Sheet open={open} title="存下来能加几分" onClose={() => setOpen(false)}>
        {view?.lines.map((line) => (
          <Line
            key={line.rubric}
            id={`worth-${domId(line.rubric)}`}
            title={line.title}
            note={line.note}
            figure={line.figure}
          />
        ))}
      </Sheet>
    </View>
  )
}

const spoken = (summary: string, hints: readonly string[]): string =>
  [`存下来：${summary}`, ...hints, '点这里看每一套标准'].join('。')
