import { Text, View } from '@tarojs/components'
import { StarRing } from '../../components/StarRing'
import { palettes, themeVariables } from '../../styles/tokens'

export default function Main() {
  return (
    <View className="screen" style={themeVariables('light', 'standard')}>
      <StarRing
        layers={{ secured: 0.41, estimate: 0.52, potential: 0.56 }}
        parts={10}
        colour={palettes.light}
        label="星级"
      >
        <Text>5 星</Text>
      </StarRing>
    </View>
  )
}
