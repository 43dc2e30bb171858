import { Text, View } from '@tarojs/components'
import { useEffect, useMemo, useState } from 'react'
import { platform } from '#platform'
import { Line } from '../../components/Line'
import { standardsOf } from '../../data/standards'
import type { Workspace } from '../../data/workspace'
import { app, useSignal } from '../../data/use-app'
import { NextDuty } from '../duties/NextDuty'
import { momentQuery, type Moment } from '../moment'
import { waitingWords } from '../records/unsent'
import { FiguresSheet, GatesSheet, MomentSheet, RubricSheet } from './HomeSheets'
import { HomeBlocks } from './HomeBlocks'
import { HomeFigures } from './HomeFigures'
import { homeView, lastView } from './home-view'
import './Home.scss'

/** Milliseconds of rest before the card is kept for the next opening. */
const rest = 1500

interface Props {
  /** Absent while records are still read: the score of the last time is shown. */
  workspace: Workspace | undefined
  revision: number
  rubric: string
  moment: Moment
  onMoment: (moment: Moment) => void
  onDuties: () => void
  onUnsent: () => void
}

/** The star ring and everything that follows from it. */
export function Home({ workspace, revision, rubric: reference, moment, onMoment, onDuties, onUnsent }: Props) {
  const [sheet, setSheet] = useState<'rubric' | 'asOf' | 'figures' | 'gates'>()
  const law = useSignal(app.law)
  const last = useSignal(app.last)
  const today = app.today()
  const { asOf, window } = moment
  const rubric = useMemo(() => standardsOf(law).find((one) => one.reference === reference)?.rubric, [law, reference])
  const card = useMemo(() => {
    // The scores are read anew at every revision of the workspace.
    void revision
    return workspace?.scores.card(reference, { asOf, window })
  }, [workspace, revision, reference, asOf, window])
  const isToday = asOf === today && !window
  useEffect(() => {
    if (!workspace || !card || !isToday) return
    let current = true
    platform.clock.after(rest, () => {
      // A full disk: the next opening waits for its score.
      if (current) void workspace.keepCard({ version: 1, rubric: reference, card }).catch(() => undefined)
    })
    return () => {
      current = false
    }
  }, [workspace, card, reference, isToday])
  const view = useMemo(
    () => (card && rubric ? homeView(card, rubric, today) : lastView(last, law, reference, today)),
    [card, rubric, today, last, law, reference],
  )
  if (!view) return null

  const live = card !== undefined
  const open = live ? setSheet : () => undefined
  const close = () => setSheet(undefined)
  const show = (page: string, more = '') => {
    if (live) platform.navigation.open(`/pages/${page}/index?${momentQuery(reference, moment)}${more}`)
  }
  const isTooNew = law.tooNew?.some((one) => one.reference === reference)
  return (
    <View id={live ? 'home' : 'home-last'}>
      <View>{!live && <Text className="home__note">这是上次算的分，正在按最新的记录重算…</Text>}</View>
      <View>
        {isTooNew && (
          <Text id="rubric-too-new" className="home__note">
            这套标准有了新版。本应用版本过旧，请更新后查看此评价；下面先按本机已有的版本算，记录照常。
          </Text>
        )}
      </View>
      <HomeFigures
        view={view}
        live={live}
        onRubric={() => open('rubric')}
        onMoment={() => open('asOf')}
        onFigures={() => open('figures')}
      />
      <View>
        {workspace && (
          <NextDuty
            workspace={workspace}
            revision={revision}
            rubric={reference}
            atRisk={view.atRisk}
            onOpen={onDuties}
          />
        )}
      </View>
      <View>{workspace && <Waiting workspace={workspace} onUnsent={onUnsent} />}</View>
      <Line
        id={live ? 'home-eligible' : undefined}
        title={view.eligible.title}
        note="申报条件一共几条，各是什么情况"
        figure={view.eligible.met === true ? '符合' : '看看'}
        figureTone="red"
        onPress={() => open('gates')}
      />
      <View>
        {view.distance && (
          <Line
            id="home-path"
            title={view.distance}
            note="先做什么、花多少时间、哪天之前"
            figure="怎么做"
            figureTone="red"
            onPress={() => show('path')}
          />
        )}
      </View>
      <HomeBlocks
        view={view}
        onItem={(item) => show('item', `&item=${item}`)}
        onSection={(section) => show('section', `&section=${section}`)}
      />
      <RubricSheet open={sheet === 'rubric'} law={law} chosen={reference} onClose={close} />
      <MomentSheet
        open={sheet === 'asOf'}
        moment={moment}
        fixed={rubric?.window !== undefined}
        joined={workspace?.scores.cycle(reference).window}
        today={today}
        onMoment={onMoment}
        onClose={close}
      />
      <GatesSheet open={sheet === 'gates'} view={view} onClose={close} />
      <FiguresSheet open={sheet === 'figures'} view={view} onClose={close} />
    </View>
  )
}

/** What was begun and not saved, and what has not reached the server. */
function Waiting({ workspace, onUnsent }: { workspace: Workspace; onUnsent: () => void }) {
  const unsent = workspace.book.unsent()
  const [draft, ...others] = workspace.drafts.begun()
  return (
    <View>
      <View>
        {draft && (
          <Line
            id="home-draft"
            title="继续上次未完成的记录"
            note={others.length > 0 ? `有 ${others.length + 1} 条没写完` : '没写完的内容都还在'}
            figure="继续"
            figureTone="red"
            onPress={() =>
              platform.navigation.open(
                `/pages/edit/index${others.length > 0 ? '' : `?draft=${String(draft.record.id)}`}`,
              )
            }
          />
        )}
      </View>
      <View>
        {unsent.length > 0 && (
          <Line
            id="home-unsent"
            title={`${unsent.length} 条未上传`}
            note={waitingWords(unsent, workspace.online, workspace.outbox.connection.get())}
            figure="看看"
            figureTone="red"
            onPress={onUnsent}
          />
        )}
      </View>
    </View>
  )
}
