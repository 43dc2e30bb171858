import { View } from '@tarojs/components'
import { useState } from 'react'
import { Block } from '../../components/Block'
import { LayerBar } from '../../components/LayerBar'
import { Line } from '../../components/Line'
import { domId } from '../words'
import type { HomeView } from './home-view'

/** Steps shown before the rest is asked for. */
const firstSteps = 5

interface Props {
  view: HomeView
  onItem: (item: string) => void
  onSection: (section: string) => void
}

/**
 * What to do next, what may cost points, and the sections. Each part that comes and goes has a place of its own that
 * stays, and lines go by their place: WeChat is then sent the words that changed and not the whole page.
 */
export function HomeBlocks({ view, onItem, onSection }: Props) {
  const [all, setAll] = useState(false)
  const more = all ? 0 : Math.max(0, view.next.length - firstSteps)
  return (
    <View>
      <View className="home__part">
        {view.next.length > 0 && (
          <Block title="接下来做什么" id="home-next">
            <View>
              {view.next.slice(0, all ? undefined : firstSteps).map((step, at) => (
                <Line
                  key={at}
                  title={step.note}
                  note={step.title}
                  figure={step.figure}
                  onPress={() => onItem(step.item)}
                />
              ))}
            </View>
            <View>
              {more > 0 && (
                <Line
                  id="home-next-all"
                  title={`还有 ${more} 件`}
                  figure="全部看"
                  figureTone="red"
                  onPress={() => setAll(true)}
                />
              )}
            </View>
          </Block>
        )}
      </View>
      <View className="home__part">
        {view.risks.length > 0 && (
          <Block title="可能扣分" aside={`${view.risks.length} 处`} id="home-risks">
            {view.risks.map((risk, at) => (
              <Line
                key={at}
                id={`risk-${domId(risk.item)}`}
                title={risk.title}
                note={risk.note}
                figure={risk.figure}
                onPress={() => onItem(risk.item)}
              />
            ))}
          </Block>
        )}
      </View>
      <Block title="各部分得分" aside={view.maximum} id="home-sections">
        {view.sections.map((section) => (
          <Line
            key={section.id}
            id={`section-${domId(section.id)}`}
            title={section.title}
            note={section.note}
            figure={section.figure}
            below={<LayerBar layers={section.layers} />}
            onPress={() => onSection(section.id)}
          />
        ))}
      </Block>
    </View>
  )
}
