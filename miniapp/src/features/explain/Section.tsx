import { Text, View } from '@tarojs/components'
import { platform } from '#platform'
import { Block } from '../../components/Block'
import { LayerBar } from '../../components/LayerBar'
import { Line } from '../../components/Line'
import { points } from '../words'
import { layersOf } from '../home/home-view'
import { domId } from '../words'
import { momentQuery } from '../moment'
import { sectionNote } from '../home/home-view'
import { itemNote } from './item-view'
import type { Explained } from './use-card'
import './Section.scss'

/** A section of the official table: its items, in its order. */
export function Section({ card, reference, moment, query }: Explained) {
  const section = card.sections.find((one) => one.id === query.section)
  if (!section) return null
  const weighed = sectionNote(section)
  return (
    <View id="section">
      <Block
        title={`${section.id} ${section.title}`}
        aside={`${points(section.total.estimate)} / ${points(section.maximum)}`}
      >
        {weighed && <Text className="section__note">{weighed}</Text>}
        {section.items.map((item) => (
          <View key={item.id} className={item.future ? 'section__future' : ''}>
            <Line
              id={`item-${domId(item.id)}`}
              title={`${item.id} ${item.title}`}
              note={itemNote(item)}
              figureTone={item.future ? 'grey' : 'ink'}
              figure={
                item.maximum > 0
                  ? `${points(item.points.estimate)} / ${points(item.maximum)}`
                  : points(item.points.estimate)
              }
              below={item.maximum > 0 && <LayerBar layers={layersOf(item.points, item.maximum)} />}
              onPress={() =>
                platform.navigation.open(`/pages/item/index?${momentQuery(reference, moment)}&item=${item.id}`)
              }
            />
          </View>
        ))}
      </Block>
    </View>
  )
}
