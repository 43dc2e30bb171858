import { View } from '@tarojs/components'
import { platform } from '#platform'
import './Row.scss'

interface Props {
  id: string
  text: string
  onPress: () => void
}

/** One line that can be touched, and nothing else: long lists of them are light to send to the screen. */
export function Row({ id, text, onPress }: Props) {
  return (
    <View id={id} className="row" {...{ [platform.roleAttribute]: 'button' }} onClick={onPress}>
      {text}
    </View>
  )
}
