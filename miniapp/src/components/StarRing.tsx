import { Image, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import type { Palette } from '../styles/tokens'
import { ringSvg, svgAddress, type RingLayers } from './ring'
import './StarRing.scss'

interface Props {
  layers: RingLayers
  parts: number
  colour: Palette
  /** What the ring says, for those who hear it. */
  label: string
}

/** The star ring with its words in the middle. */
export function StarRing({ layers, parts, colour, label, children }: PropsWithChildren<Props>) {
  return (
    <View className="star-ring">
      <Image className="star-ring__drawing" src={svgAddress(ringSvg(layers, parts, colour))} aria-label={label} />
      <View className="star-ring__words">{children}</View>
    </View>
  )
}
