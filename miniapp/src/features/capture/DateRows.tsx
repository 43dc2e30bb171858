import { View } from '@tarojs/components'
import { useState } from 'react'
import { addDays, type FlatRecord, type Kind, type Problem } from '@xingji/shared'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Chips } from '../../components/Chips'
import { Stepper } from '../../components/Stepper'
import { datesOf, problemAt, withValue } from './draft'
import { FieldRow } from './FieldInput'

interface Props {
  kind: Kind
  draft: FlatRecord
  problems: readonly Problem[]
  today: string
  onChange: (draft: FlatRecord) => void
}

/** The dates a kind of record has: the day most often needed is one tap away. */
export function DateRows({ kind, draft, problems, today, onChange }: Props) {
  const [opened, setOpened] = useState(false)
  const near = [
    { id: 'today', label: '今天', day: today },
    { id: 'yesterday', label: '昨天', day: addDays(today, -1) },
    { id: 'before', label: '前天', day: addDays(today, -2) },
  ]
  return (
    <View>
      {datesOf(kind).map(({ key, label, optional }) => {
        const set = (value: unknown) => onChange(withValue(draft, key, value))
        const id = `field-${key}`
        if (key === 'year') {
          const value = draft.year as number | undefined
          return (
            <FieldRow key={key} label={label} optional={optional} problem={problemAt(problems, key)}>
              <Stepper id={id} label={label} value={value} unit="年度" min={1900} max={2999} onChange={set} />
            </FieldRow>
          )
        }
        const value = (draft[key] as string | undefined) ?? ''
        if (optional && value === '' && !opened) {
          return (
            <View key={key} className="field-row__more">
              <Action id={`${id}-add`} tone="quiet" text={`填${label}`} onPress={() => setOpened(true)} />
            </View>
          )
        }
        return (
          <FieldRow key={key} label={label} optional={optional} problem={problemAt(problems, key)}>
            {!optional && (
              <View className="field-row__near">
                <Chips
                  id={`${id}-near`}
                  label={`${label}，常用日期`}
                  chips={near}
                  chosen={near.find((one) => one.day === value)?.id}
                  onChoose={(chip) => set(near.find((one) => one.id === chip)?.day)}
                />
              </View>
            )}
            <platform.DayInput id={id} label={label} placeholder="选日期" value={value} onChange={set} />
          </FieldRow>
        )
      })}
    </View>
  )
}
