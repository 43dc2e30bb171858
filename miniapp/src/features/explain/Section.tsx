import { outcomeLabels } from '@xingji/shared'
import { View } from '@tarojs/components'
import { platform } from '#platform'
import { Block } from '../../components/Block'
import { LayerBar } from '../../components/LayerBar'
import { Line } from '../../components/Line'
import { points } from '../words'
import { layersOf } from '../home/home-view'
import { domId } from '../words'
import { momentQuery } from '../moment'
import type { Explained } from './use-card'

/** A section of the official table: its items, in its order. */
export function Section({ card, rubric, moment, query }: Explained) {
  const section = card.sections.find((one) => one.id === query.section)
  if (!section) return null
  return (
    <View id="section">
      <Block
        title={`${section.id} ${section.title}`}
        aside={`${points(section.total.estimate)} / ${points(section.maximum)}`}
      >
        {section.items.map((item) => (
          <Line
            key={item.id}
            id={`item-${domId(item.id)}`}
            title={`${item.id} ${item.title}`}
            note={outcomeLabels[item.outcome]}
            figure={
              item.maximum > 0
                ? `${points(item.points.estimate)} / ${points(item.maximum)}`
                : points(item.points.estimate)
            }
            below={item.maximum > 0 && <LayerBar layers={layersOf(item.points, item.maximum)} />}
            onPress={() =>
              platform.navigation.open(`/pages/item/index?${momentQuery(rubric.id, moment)}&item=${item.id}`)
            }
          />
        ))}
      </Block>
    </View>
  )
}
