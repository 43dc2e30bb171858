import { View } from '@tarojs/components'
import type { Catalog, Kind } from '@xingji/shared'
import { useState } from 'react'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { Line } from '../../components/Line'
import { Row } from '../../components/Row'

interface Props {
  catalog: Catalog
  onChoose: (kind: string) => void
}

/** What is to be recorded: all kinds by their names; those of one group with what they are for. */
export function KindChoice({ catalog, onChoose }: Props) {
  const [group, setGroup] = useState('all')
  const isAll = group === 'all'
  const groups = catalog.groups.filter((one) => isAll || one.id === group)
  const line = ({ id, label, help }: Kind) =>
    isAll ? (
      <Row key={id} id={`kind-${id}`} text={label} onPress={() => onChoose(id)} />
    ) : (
      <Line key={id} id={`kind-${id}`} title={label} note={help} onPress={() => onChoose(id)} />
    )
  return (
    <View id="kinds">
      <Chips
        id="group"
        label="类别"
        chips={[{ id: 'all', label: '全部' }, ...catalog.groups]}
        chosen={group}
        onChoose={setGroup}
      />
      {groups.map((one) => (
        <Block key={one.id} title={one.label}>
          {catalog.kinds.filter((kind) => kind.group === one.id).map(line)}
        </Block>
      ))}
    </View>
  )
}
