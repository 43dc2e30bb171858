import { Text, View } from '@tarojs/components'
import { platform } from '#platform'
import { Press } from './Press'
import './Advice.scss'

interface Props {
  id: string
  title: string
  text: string
  /** Absent where it goes by itself. */
  onDismiss?: () => void
}

/** Something to know, said plainly above the page's own content; it stands in nobody's way. */
export function Advice({ id, title, text, onDismiss }: Props) {
  return (
    <View id={id} className="advice" {...{ [platform.roleAttribute]: 'status' }}>
      <Text className="advice__title">{title}</Text>
      <Text className="advice__text">{text}</Text>
      {onDismiss && (
        <Press id={`${id}-dismiss`} className="advice__dismiss" label={`知道了，收起：${title}`} onPress={onDismiss}>
          <Text>知道了</Text>
        </Press>
      )}
    </View>
  )
}
