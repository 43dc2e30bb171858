import { Picker, View } from '@tarojs/components'
import type { ChoiceInputProps } from '../ports'

/** WeChat's own wheel of choices. */
export function ChoiceInput({ id, label, value, groups, onChange }: ChoiceInputProps) {
  const choices = groups.flatMap((group) => [...group.choices])
  const at = Math.max(
    0,
    choices.findIndex((one) => one.id === value),
  )
  return (
    <Picker
      id={id}
      mode="selector"
      range={choices.map((one) => one.label)}
      value={at}
      aria-label={label}
      onChange={(event) => onChange(choices[Number(event.detail.value)]?.id ?? '')}
    >
      <View className="choice-input">{choices[at]?.label ?? ''}</View>
    </Picker>
  )
}
