import { Text, View } from '@tarojs/components'
import { Press } from './Press'
import './Toggle.scss'

interface Props {
  id: string
  label: string
  help?: string
  on: boolean
  onChange: (on: boolean) => void
}

/** A yes-or-no row; the whole row is the switch. It says its state in a word, not by colour alone. */
export function Toggle({ id, label, help, on, onChange }: Props) {
  return (
    <Press
      id={id}
      className="toggle"
      role="switch"
      on={on}
      label={`${label}，${on ? '是' : '否'}`}
      onPress={() => onChange(!on)}
    >
      <View className="toggle__words">
        <Text>{label}</Text>
        {help && <Text className="toggle__help">{help}</Text>}
      </View>
      <Text className="toggle__state">{on ? '是' : '否'}</Text>
      <View className={on ? 'toggle__track toggle__track--on' : 'toggle__track'}>
        <View className="toggle__knob" />
      </View>
    </Press>
  )
}
