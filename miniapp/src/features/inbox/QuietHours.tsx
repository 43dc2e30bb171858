import { Text, View } from '@tarojs/components'
import { Press } from '../../components/Press'
import '../../components/Stepper.scss'
import type { Preferences } from '../../data/inbox-remote'
import { quietInWords, shiftHour } from './quiet-view'
import { inbox } from './use-inbox'
import './QuietHours.scss'

/** From which hour to which nothing is sent. */
export function QuietHours({ quiet }: Pick<Preferences, 'quiet'>) {
  return (
    <View id="quiet" className="quiet">
      <Text id="quiet-words">{quietInWords(quiet)}</Text>
      <Hour id="quiet-from" label="从" time={quiet.from} onChange={(quietFrom) => void inbox.change({ quietFrom })} />
      <Hour id="quiet-to" label="到" time={quiet.to} onChange={(quietTo) => void inbox.change({ quietTo })} />
    </View>
  )
}

interface HourProps {
  id: string
  label: string
  time: string
  onChange: (time: string) => void
}

/** A time of day, an hour a tap. */
function Hour({ id, label, time, onChange }: HourProps) {
  return (
    <View className="stepper">
      <Text>{label}</Text>
      <Press
        id={`${id}-less`}
        className="stepper__button"
        label={`${label}${time}，早一小时`}
        onPress={() => onChange(shiftHour(time, -1))}
      >
        <Text>−</Text>
      </Press>
      <Text id={id} className="quiet__time">
        {time}
      </Text>
      <Press
        id={`${id}-more`}
        className="stepper__button"
        label={`${label}${time}，晚一小时`}
        onPress={() => onChange(shiftHour(time, 1))}
      >
        <Text>＋</Text>
      </Press>
    </View>
  )
}
