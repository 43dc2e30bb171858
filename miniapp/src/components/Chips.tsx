import { Text, View } from '@tarojs/components'
import { platform } from '#platform'
import { Press } from './Press'
import './Chips.scss'

export interface Chip {
  id: string
  label: string
}

interface Props {
  /** Chips get the ids `<id>-<chip>`. */
  id: string
  label: string
  chips: readonly Chip[]
  chosen: string | undefined
  onChoose: (chip: string) => void
}

/** One of a few words, all in sight. */
export function Chips({ id, label, chips, chosen, onChoose }: Props) {
  return (
    <View id={id} className="chips" {...{ [platform.roleAttribute]: 'radiogroup' }} aria-label={label}>
      {chips.map((chip) => {
        const on = chip.id === chosen
        return (
          <Press
            key={chip.id}
            id={`${id}-${chip.id}`}
            className={on ? 'chip chip--on' : 'chip'}
            role="radio"
            on={on}
            label={`${chip.label}${on ? '，已选' : ''}`}
            onPress={() => onChoose(chip.id)}
          >
            <Text>{chip.label}</Text>
          </Press>
        )
      })}
    </View>
  )
}
