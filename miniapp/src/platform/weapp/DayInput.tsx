import { Picker, View } from '@tarojs/components'
import type { DayInputProps } from '../ports'

/** WeChat's own wheel of days. */
export function DayInput({ id, value, placeholder, label, onChange }: DayInputProps) {
  return (
    <Picker id={id} mode="date" value={value} aria-label={label} onChange={(event) => onChange(event.detail.value)}>
      <View className={value ? 'day-input' : 'day-input day-input--empty'}>{value || placeholder}</View>
    </Picker>
  )
}
