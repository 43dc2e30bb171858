import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import './Block.scss'

interface Props {
  id?: string
  title: string
  /** A word at the right of the title. */
  aside?: string
}

/** A titled part of a page. */
export function Block({ id, title, aside, children }: PropsWithChildren<Props>) {
  return (
    <View id={id} className="block">
      <View className="block__head">
        <Text className="block__title">{title}</Text>
        {aside && <Text className="block__aside">{aside}</Text>}
      </View>
      {children}
    </View>
  )
}
