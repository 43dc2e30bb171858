import { Text, View } from '@tarojs/components'
import { Action } from '../../components/Action'
import type { Begun } from './beginning'

interface Props {
  how: NonNullable<Begun['unfinished']>
  onTake: (take: 'record' | 'draft') => void
}

/** An edit that was begun and not saved: says which content the form shows, and offers the other. */
export function Unfinished({ how, onTake }: Props) {
  return how === 'resumed' ? (
    <View id="draft-resumed">
      <Text>下面是您上次没改完的内容。</Text>
      <Action id="draft-restart" tone="quiet" text="不要了，从存好的内容改起" onPress={() => onTake('record')} />
    </View>
  ) : (
    <View id="draft-aside">
      <Text>您上次没改完，后来这条记录又变过，下面是变过以后的内容。</Text>
      <Action id="draft-use" tone="quiet" text="看我没改完的内容" onPress={() => onTake('draft')} />
    </View>
  )
}
