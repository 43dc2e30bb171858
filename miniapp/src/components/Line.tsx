import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Press } from './Press'
import './Line.scss'

interface Props {
  id?: string
  title: string
  /** Smaller words under the title. */
  note?: string
  /** A figure or a short word at the right. */
  figure?: string
  figureTone?: 'ink' | 'red' | 'grey'
  label?: string
  onPress?: () => void
  /** Below the words, over the whole width. */
  below?: ReactNode
}

/** A row of a list. What can be touched shows it by its red figure or arrow. */
export function Line({ id, title, note, figure, figureTone = 'ink', label, onPress, below }: Props) {
  const words = (
    <>
      <View className="line__row">
        <View className="line__words">
          <Text className="line__title">{title}</Text>
          {note && <Text className="line__note">{note}</Text>}
        </View>
        {(figure !== undefined || onPress) && (
          <View className={`line__figure line__figure--${figureTone} ${onPress ? 'line__figure--leads' : ''}`}>
            {figure}
          </View>
        )}
      </View>
      {below}
    </>
  )
  if (!onPress) {
    return (
      <View id={id} className="line">
        {words}
      </View>
    )
  }
  return (
    <Press id={id} className="line" label={label} onPress={onPress}>
      {words}
    </Press>
  )
}
