import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { platform } from '#platform'
import './Press.scss'

interface Props {
  id?: string
  className?: string
  /** What a screen reader says, where the words inside are not enough. */
  label?: string
  role?: 'button' | 'switch' | 'radio' | 'tab' | 'link'
  /** For switches, radios and tabs: is this one on? */
  on?: boolean
  disabled?: boolean
  onPress: () => void
}

/** Everything that can be touched: at least as high as the type size asks, and said aloud as what it is. */
export function Press({
  id,
  className = '',
  label,
  role = 'button',
  on,
  disabled = false,
  onPress,
  children,
}: PropsWithChildren<Props>) {
  return (
    <View
      id={id}
      className={`press ${disabled ? 'press--off' : ''} ${className}`}
      hoverClass="press--held"
      {...{ [platform.roleAttribute]: role }}
      aria-label={label}
      aria-checked={on}
      aria-disabled={disabled || undefined}
      onClick={() => {
        if (!disabled) onPress()
      }}
    >
      {children}
    </View>
  )
}
