import { Text } from '@tarojs/components'
import { Press } from './Press'
import './Action.scss'

interface Props {
  id?: string
  text: string
  label?: string
  /** One main action a screen; the others are quiet. */
  tone?: 'main' | 'quiet'
  disabled?: boolean
  onPress: () => void
}

/** A button with words. */
export function Action({ id, text, label, tone = 'main', disabled, onPress }: Props) {
  return (
    <Press id={id} className={`action action--${tone}`} label={label} disabled={disabled} onPress={onPress}>
      <Text>{text}</Text>
    </Press>
  )
}
