import { Text, View } from '@tarojs/components'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Chips } from '../../components/Chips'
import { Line } from '../../components/Line'
import { Sheet } from '../../components/Sheet'
import { standardsOf, type Bundle } from '../../data/standards'
import { app } from '../../data/use-app'
import { domId } from '../words'
import { yearBefore, type Moment } from '../moment'
import type { HomeView } from './home-view'

interface Common {
  open: boolean
  onClose: () => void
}

/** Which official table the ring shows. */
export function RubricSheet({ open, law, chosen, onClose }: Common & { law: Bundle; chosen: string }) {
  const standards = standardsOf(law)
  const tooNew = law.tooNew ?? []
  const unreadable = tooNew.filter((one) => !standards.some(({ reference }) => reference === one.reference))
  return (
    <Sheet open={open} title="看哪一套评价标准" onClose={onClose}>
      {standards.map(({ reference, rubric }) => (
        <Line
          key={reference}
          id={`rubric-${domId(reference)}`}
          title={reference === rubric.id ? rubric.title : `${rubric.title}（${rubric.edition} 版）`}
          note={[
            [rubric.source.issuer, rubric.source.number].filter(Boolean).join(' '),
            tooNew.some((one) => one.reference === reference) && `有新版：${updateFirst}`,
          ]
            .filter(Boolean)
            .join('\n')}
          figure={reference === chosen ? '正在看' : ''}
          onPress={() => {
            onClose()
            void app.choose({ rubric: reference })
          }}
        />
      ))}
      {unreadable.map(({ reference, title }) => (
        <Line
          key={reference}
          id={`rubric-${domId(reference)}`}
          title={title}
          note={updateFirst}
          figure="看不了"
          figureTone="grey"
        />
      ))}
    </Sheet>
  )
}

const updateFirst = '本应用版本过旧，请更新后查看此评价'

interface MomentProps extends Common {
  moment: Moment
  /** The rubric itself says which period it looks at. */
  fixed: boolean
  /** The period an organiser has set for the cycle that was joined. */
  joined?: { from: string; to: string }
  today: string
  onMoment: (moment: Moment) => void
}

/** The day and the period the score is worked out for. */
export function MomentSheet({ open, moment, fixed, joined, today, onMoment, onClose }: MomentProps) {
  const { asOf, window } = moment
  const last = yearBefore(asOf, 1)
  const periods = [
    { id: 'own', label: joined ? `组织方定的 ${joined.from} 至 ${joined.to}` : `${asOf.slice(0, 4)} 年度` },
    { id: 'last', label: `${last.from.slice(0, 4)} 年度` },
  ]
  const setDay = (day: string) => day && onMoment({ asOf: day })
  return (
    <Sheet open={open} title="算到哪一天，看哪个年度" onClose={onClose}>
      <View className="home__moment">
        <Text>只计这一天（含）以前的记录。</Text>
        <platform.DayInput id="as-of" label="算到哪一天" placeholder="选日期" value={asOf} onChange={setDay} />
        {asOf !== today && <Action id="as-of-today" tone="quiet" text="回到今天" onPress={() => setDay(today)} />}
        {!fixed && (
          <Chips
            id="period"
            label="看哪个年度"
            chips={periods}
            chosen={window ? 'last' : 'own'}
            onChoose={(chip) => onMoment(chip === 'last' ? { asOf, window: last } : { asOf })}
          />
        )}
      </View>
    </Sheet>
  )
}

/** What the three figures mean and what they come to. */
export function FiguresSheet({ open, view, onClose }: Common & { view: HomeView }) {
  return (
    <Sheet open={open} title="这三个分怎么来的" onClose={onClose}>
      {view.figures.map((one) => (
        <Line
          key={one.id}
          title={one.name}
          note={one.meaning}
          figure={[`${one.points} 分`, one.stars].filter(Boolean).join('\n')}
        />
      ))}
      <Text>分数按官方文件逐条算，在这台设备上算出，服务器会算出同样的结果。每一项都可以点进去看条款和依据。</Text>
    </Sheet>
  )
}

/** What must hold before the society may apply at all. */
export function GatesSheet({ open, view, onClose }: Common & { view: HomeView }) {
  return (
    <Sheet open={open} title={view.eligible.title} onClose={onClose}>
      {view.gates.map((gate) => (
        <Line
          key={gate.id}
          id={gate.id}
          title={gate.title}
          note={[gate.reason, gate.clause].filter(Boolean).join('\n')}
          figure={gate.state}
          figureTone={gate.met === true ? 'ink' : gate.met === null ? 'grey' : 'red'}
        />
      ))}
    </Sheet>
  )
}
