import { Text, View } from '@tarojs/components'
import type { Catalog } from '@xingji/shared'
import { useMemo } from 'react'
import { platform } from '#platform'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import type { Entry } from '../../data/entry'
import { app } from '../../data/use-app'
import { standingView } from './standing-view'

/** The society's profile: what is so, since when and until when. */
export function Standing({ entries, catalog }: { entries: readonly Entry[]; catalog: Catalog }) {
  const today = app.today()
  const groups = useMemo(() => standingView(entries, catalog, today), [entries, catalog, today])
  return (
    <View id="standing">
      {groups.length === 0 && (
        <Text className="records__empty">
          还没有记本会的情况。点下面的“记一笔”，选“党组织”“理事会”“证书”这样的常设情况，记一次就一直有效，有变化时再记一次。
        </Text>
      )}
      {groups.map((group) => (
        <Block key={group.id} title={group.title}>
          {group.lines.map((line) => (
            <Line
              key={line.id}
              id={`standing-${line.id}`}
              title={line.title}
              note={line.note}
              figure={line.state}
              figureTone={line.alarming ? 'red' : 'grey'}
              onPress={() => platform.navigation.open(`/pages/record/index?id=${line.id}`)}
            />
          ))}
        </Block>
      ))}
    </View>
  )
}
