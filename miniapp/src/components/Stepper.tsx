import { Input, Text, View } from '@tarojs/components'
import { Press } from './Press'
import './Chips.scss'
import './Stepper.scss'

interface Props {
  id: string
  label: string
  value: number | undefined
  unit?: string
  min?: number
  max?: number
  /** Also takes decimals. */
  decimal?: boolean
  /** Round numbers that are one tap away. */
  quick?: readonly number[]
  onChange: (value: number | undefined) => void
}

/** A number: typed, or stepped with two large buttons. Empty means not known. */
export function Stepper({
  id,
  label,
  value,
  unit = '',
  min = -Infinity,
  max = Infinity,
  decimal = false,
  quick = [],
  onChange,
}: Props) {
  const step = (by: number) => onChange(Math.min(max, Math.max(min, (value ?? 0) + by)))
  const type = (text: string) => {
    const number = Number(text.trim())
    onChange(text.trim() === '' || Number.isNaN(number) ? undefined : number)
  }
  const row = (
    <View className="stepper">
      <Press id={`${id}-less`} className="stepper__button" label={`${label}减一`} onPress={() => step(-1)}>
        <Text>−</Text>
      </Press>
      <Input
        id={id}
        className="stepper__input"
        type={decimal ? 'digit' : 'number'}
        value={value === undefined ? '' : String(value)}
        placeholder="未填"
        placeholderClass="placeholder"
        aria-label={`${label}${unit && `（${unit}）`}`}
        onInput={(event) => type(event.detail.value)}
      />
      <Text className="stepper__unit">{unit}</Text>
      <Press id={`${id}-more`} className="stepper__button" label={`${label}加一`} onPress={() => step(1)}>
        <Text>＋</Text>
      </Press>
    </View>
  )
  if (quick.length === 0) return row
  return (
    <View>
      {row}
      <View className="stepper-quick">
        {quick.map((number) => (
          <Press
            key={number}
            id={`${id}-quick-${number}`}
            className={number === value ? 'chip chip--on' : 'chip'}
            label={`${label}：${number}${unit}`}
            onPress={() => onChange(number)}
          >
            <Text>{String(number)}</Text>
          </Press>
        ))}
      </View>
    </View>
  )
}
