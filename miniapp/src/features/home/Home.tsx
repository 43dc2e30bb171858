import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { platform } from '#platform'
import { Block } from '../../components/Block'
import { LayerBar } from '../../components/LayerBar'
import { Line } from '../../components/Line'
import { Press } from '../../components/Press'
import { StarRing } from '../../components/StarRing'
import type { Workspace } from '../../data/workspace'
import { app } from '../../data/use-app'
import { NextDuty } from '../duties/NextDuty'
import { useLook } from '../look/use-look'
import { momentQuery, type Moment } from '../moment'
import { unsentWords } from '../records/unsent'
import { points } from '../words'
import { FiguresSheet, GatesSheet, MomentSheet, RubricSheet } from './HomeSheets'
import { homeView } from './home-view'
import './Home.scss'

/** Steps shown before the rest is asked for. */
const firstSteps = 5

interface Props {
  workspace: Workspace
  revision: number
  rubric: string
  moment: Moment
  onMoment: (moment: Moment) => void
  onDuties: () => void
  onUnsent: () => void
}

/** The star ring and everything that follows from it. */
export function Home({ workspace, revision, rubric: rubricId, moment, onMoment, onDuties, onUnsent }: Props) {
  const { palette } = useLook()
  const [sheet, setSheet] = useState<'rubric' | 'asOf' | 'figures' | 'gates'>()
  const [allSteps, setAllSteps] = useState(false)
  const today = app.today()
  const rubric = workspace.scores.rubric(rubricId)
  const view = useMemo(() => {
    // The scores are read anew at every revision of the workspace.
    void revision
    const card = workspace.scores.card(rubricId, moment)
    return card && rubric && homeView(card, rubric, today)
  }, [workspace, revision, rubricId, moment, rubric, today])
  if (!view || !rubric) return null

  const unsent = workspace.book.unsent().length
  const query = momentQuery(rubricId, moment)
  const openItem = (item: string) => platform.navigation.open(`/pages/item/index?${query}&item=${item}`)
  const close = () => setSheet(undefined)
  return (
    <View id="home">
      <Press
        id="rubric-switch"
        className="home__rubric"
        label={`评价标准：${view.title}，点这里换`}
        onPress={() => setSheet('rubric')}
      >
        <Text className="home__rubric-title">{view.title}</Text>
        <Text className="home__touch">换 ›</Text>
      </Press>
      <Press
        id="home-as-of"
        className="home__period"
        label={`评价期 ${view.period}，算到${view.asOf}，点这里改`}
        onPress={() => setSheet('asOf')}
      >
        <Text>评价期 {view.period}，</Text>
        <Text className="home__touch">算到{view.asOf} ›</Text>
      </Press>
      <Press className="home__ring" label={`${view.spoken}，点这里看怎么算`} onPress={() => setSheet('figures')}>
        <StarRing layers={view.ring} parts={view.parts} colour={palette} label={view.spoken}>
          <Text id="home-stars" className="home__headline">
            {view.headline}
          </Text>
          {view.band && <Text className="home__band">{view.band}</Text>}
        </StarRing>
      </Press>
      <View className="home__figures">
        {view.figures.map((one) => (
          <Press
            key={one.id}
            className="home__figure"
            label={`${one.name} ${one.points} 分，点这里看怎么算`}
            onPress={() => setSheet('figures')}
          >
            <View className="home__figure-name">
              <View className={`home__swatch home__swatch--${one.id}`} />
              <Text>{one.name}</Text>
            </View>
            <Text id={`home-total-${one.id}`} className="home__points">
              {one.points}
            </Text>
            {one.stars && <Text className="home__stars">{one.stars}</Text>}
          </Press>
        ))}
      </View>
      <NextDuty workspace={workspace} revision={revision} rubric={rubricId} atRisk={view.atRisk} onOpen={onDuties} />
      {unsent > 0 && (
        <Line
          id="home-unsent"
          title={`${unsent} 条未上传`}
          note={unsentWords(workspace.online, workspace.outbox.connection.get())}
          figure="看看"
          figureTone="red"
          onPress={onUnsent}
        />
      )}
      <Line
        id="home-eligible"
        title={view.eligible.title}
        note="申报条件一共几条，各是什么情况"
        figure={view.eligible.met === true ? '符合' : '看看'}
        figureTone="red"
        onPress={() => setSheet('gates')}
      />
      {view.next.length > 0 && (
        <Block title="接下来做什么" id="home-next">
          {view.next.slice(0, allSteps ? undefined : firstSteps).map((step) => (
            <Line
              key={`${step.item}-${step.note}`}
              title={step.note}
              note={step.title}
              figure={step.figure}
              onPress={() => openItem(step.item)}
            />
          ))}
          {!allSteps && view.next.length > firstSteps && (
            <Line
              id="home-next-all"
              title={`还有 ${view.next.length - firstSteps} 件`}
              figure="全部看"
              figureTone="red"
              onPress={() => setAllSteps(true)}
            />
          )}
        </Block>
      )}
      {view.risks.length > 0 && (
        <Block title="可能扣分" aside={`${view.risks.length} 处`} id="home-risks">
          {view.risks.map((risk) => (
            <Line
              key={`${risk.item}-${risk.figure}`}
              id={`risk-${risk.item.replace(/\./g, '-')}`}
              title={risk.title}
              note={risk.note}
              figure={risk.figure}
              onPress={() => openItem(risk.item)}
            />
          ))}
        </Block>
      )}
      <Block title="各部分得分" aside={`满分 ${points(rubric.maximum)}`} id="home-sections">
        {view.sections.map((section) => (
          <Line
            key={section.id}
            id={`section-${section.id.replace(/\./g, '-')}`}
            title={section.title}
            figure={section.figure}
            below={<LayerBar layers={section.layers} />}
            onPress={() => platform.navigation.open(`/pages/section/index?${query}&section=${section.id}`)}
          />
        ))}
      </Block>
      <RubricSheet open={sheet === 'rubric'} rubrics={app.bundle.rubrics} chosen={rubricId} onClose={close} />
      <MomentSheet
        open={sheet === 'asOf'}
        moment={moment}
        fixed={rubric.window !== undefined}
        today={today}
        onMoment={onMoment}
        onClose={close}
      />
      <GatesSheet open={sheet === 'gates'} view={view} onClose={close} />
      <FiguresSheet open={sheet === 'figures'} view={view} onClose={close} />
    </View>
  )
}
