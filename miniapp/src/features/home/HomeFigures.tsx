import { Text, View } from '@tarojs/components'
import { Press } from '../../components/Press'
import { StarRing } from '../../components/StarRing'
import { useLook } from '../look/use-look'
import type { HomeView } from './home-view'

interface Props {
  view: HomeView
  /** False for the last score of an earlier opening: nothing can be asked of it yet, and its figures have no ids. */
  live: boolean
  onRubric: () => void
  onMoment: () => void
  onFigures: () => void
}

/** Which rubric, for which period, and the star ring with its three figures. */
export function HomeFigures({ view, live, onRubric, onMoment, onFigures }: Props) {
  const { palette } = useLook()
  const id = (name: string) => (live ? name : undefined)
  return (
    <View>
      <Press
        id={id('rubric-switch')}
        className="home__rubric"
        label={`评价标准：${view.title}，点这里换`}
        onPress={onRubric}
      >
        <Text className="home__rubric-title">{view.title}</Text>
        <Text className="home__touch">换 ›</Text>
      </Press>
      <Press
        id={id('home-as-of')}
        className="home__period"
        label={`评价期 ${view.period}，算到${view.asOf}，点这里改`}
        onPress={onMoment}
      >
        <Text>评价期 {view.period}，</Text>
        <Text className="home__touch">算到{view.asOf} ›</Text>
      </Press>
      <Press className="home__ring" label={`${view.spoken}，点这里看怎么算`} onPress={onFigures}>
        <StarRing layers={view.ring} parts={view.parts} colour={palette} label={view.spoken}>
          <Text id={id('home-stars')} className="home__headline">
            {view.headline}
          </Text>
          <Text className="home__band">{view.band}</Text>
        </StarRing>
      </Press>
      <View className="home__figures">
        {view.figures.map((one) => (
          <Press
            key={one.id}
            className="home__figure"
            label={`${one.name} ${one.points} 分，点这里看怎么算`}
            onPress={onFigures}
          >
            <View className="home__figure-name">
              <View className={`home__swatch home__swatch--${one.id}`} />
              <Text>{one.name}</Text>
            </View>
            <Text id={id(`home-total-${one.id}`)} className="home__points">
              {one.points}
            </Text>
            {one.stars && <Text className="home__stars">{one.stars}</Text>}
          </Press>
        ))}
      </View>
    </View>
  )
}
