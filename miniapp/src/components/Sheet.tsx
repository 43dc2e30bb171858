import { Text, View } from '@tarojs/components'
import Popup from '@taroify/core/popup'
// The kit's own style entry brings an icon font from the network; these are its parts without it.
import '@taroify/core/styles/base.scss'
import '@taroify/core/transition/index.scss'
import '@taroify/core/backdrop/index.scss'
import '@taroify/core/popup/index.scss'
import type { PropsWithChildren } from 'react'
import { Action } from './Action'
import './Sheet.scss'

interface Props {
  open: boolean
  title: string
  onClose: () => void
}

/** A sheet from the foot of the screen, for a choice or an explanation. */
export function Sheet({ open, title, onClose, children }: PropsWithChildren<Props>) {
  return (
    <Popup open={open} placement="bottom" rounded onClose={onClose} className="sheet">
      <View className="sheet__body">
        <Text className="sheet__title">{title}</Text>
        {open && children}
        <View className="sheet__close">
          <Action id="sheet-close" tone="quiet" text="知道了" onPress={onClose} />
        </View>
      </View>
    </Popup>
  )
}
