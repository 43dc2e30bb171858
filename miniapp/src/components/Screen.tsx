import { Text, View } from '@tarojs/components'
import type { CSSProperties, PropsWithChildren, ReactNode } from 'react'
import { Press } from './Press'
import './Screen.scss'

interface Props {
  title: string
  variables: CSSProperties
  /** Draws the title and the way back, where the system does not. */
  bar: boolean
  /** Uses the width of a large screen. */
  wide?: boolean
  onBack?: () => void
  /** Stays at the foot of the screen. */
  foot?: ReactNode
}

/** The frame of every page: ground, type, an optional title bar, and a foot that stays. */
export function Screen({ title, variables, bar, wide = false, onBack, foot, children }: PropsWithChildren<Props>) {
  return (
    <View className="screen" style={variables}>
      {bar && (
        <View className="screen__bar">
          {onBack && (
            <Press id="back" className="screen__back" label="返回" onPress={onBack}>
              <Text>‹ 返回</Text>
            </Press>
          )}
          <Text className="screen__title">{title}</Text>
        </View>
      )}
      <View
        className={['screen__body', foot ? 'screen__body--footed' : '', wide ? 'screen__body--wide' : ''].join(' ')}
      >
        {children}
      </View>
      {foot && <View className="screen__foot">{foot}</View>}
    </View>
  )
}
