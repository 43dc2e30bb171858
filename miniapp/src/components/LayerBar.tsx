import { View } from '@tarojs/components'
import type { RingLayers } from './ring'
import './LayerBar.scss'

/** The ring's three layers as a thin straight bar. */
export function LayerBar({ layers }: { layers: RingLayers }) {
  const width = (share: number) => ({ width: `${Math.round(share * 1000) / 10}%` })
  return (
    <View className="layer-bar" aria-hidden>
      {layers.potential > layers.estimate && <View className="layer-bar__potential" style={width(layers.potential)} />}
      <View className="layer-bar__estimate" style={width(layers.estimate)} />
      <View className="layer-bar__secured" style={width(layers.secured)} />
    </View>
  )
}
