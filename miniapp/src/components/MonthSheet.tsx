import { Text, View } from '@tarojs/components'
import { Press } from './Press'
import './MonthSheet.scss'

/** A day's place on the sheet; without a `day` the place is empty. */
export interface SheetDay {
  day?: string
  /** How much there is on that day. */
  count: number
  /** Something on that day asks for attention. */
  alarming?: boolean
}

interface Props {
  /** Days get the ids `<id>-<day>`; the ways to other months `<id>-before` and `<id>-after`. */
  id: string
  title: string
  weeks: readonly (readonly SheetDay[])[]
  chosen: string | undefined
  /** Said after the count, for screen readers: “3 条记录”. */
  unit: string
  /** Seven columns are too narrow for large targets: only the days there is something on, side by side as they fit. */
  roomy: boolean
  onChoose: (day: string) => void
  onTurn: (months: -1 | 1) => void
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日']
const spoken = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`

/** One month as a sheet of days. */
export function MonthSheet({ id, title, weeks, chosen, unit, roomy, onChoose, onTurn }: Props) {
  const place = ({ day, count, alarming }: SheetDay, at: number) => {
    if (day === undefined || count === 0) {
      if (roomy) return null
      return (
        <View key={at} className="month__day">
          <Text className="month__date">{day === undefined ? '' : Number(day.slice(8))}</Text>
        </View>
      )
    }
    return (
      <Press
        key={day}
        id={`${id}-${day}`}
        className={`month__day month__day--full${day === chosen ? ' month__day--on' : ''}`}
        label={`${spoken(day)}，${count} ${unit}`}
        on={day === chosen}
        onPress={() => onChoose(day)}
      >
        <Text className="month__date">
          {roomy ? `${Number(day.slice(8))}日 周${weekdays[at]}` : Number(day.slice(8))}
        </Text>
        <Text className={alarming ? 'month__count month__count--red' : 'month__count'}>
          {roomy ? `${count} ${unit}` : count}
        </Text>
      </Press>
    )
  }
  return (
    <View id={id} className="month">
      <View className="month__head">
        <Press id={`${id}-before`} className="month__turn" label="上个月" onPress={() => onTurn(-1)}>
          <Text>‹ 上月</Text>
        </Press>
        <Text className="month__title">{title}</Text>
        <Press id={`${id}-after`} className="month__turn" label="下个月" onPress={() => onTurn(1)}>
          <Text>下月 ›</Text>
        </Press>
      </View>
      {roomy ? (
        <View className="month__roomy">{weeks.flatMap((week) => week.map(place))}</View>
      ) : (
        <>
          <View className="month__week">
            {weekdays.map((name) => (
              <Text key={name} className="month__weekday">
                {name}
              </Text>
            ))}
          </View>
          {weeks.map((week, at) => (
            <View key={at} className="month__week">
              {week.map(place)}
            </View>
          ))}
        </>
      )}
    </View>
  )
}
