import { View } from '@tarojs/components'
import type { Catalog } from '@xingji/shared'
import { useState } from 'react'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { Line } from '../../components/Line'

interface Props {
  catalog: Catalog
  onChoose: (kind: string) => void
}

/** What is to be recorded: first the group, then the kind. */
export function KindChoice({ catalog, onChoose }: Props) {
  const [group, setGroup] = useState('all')
  const groups = catalog.groups.filter((one) => group === 'all' || one.id === group)
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
          {catalog.kinds
            .filter((kind) => kind.group === one.id)
            .map((kind) => (
              <Line
                key={kind.id}
                id={`kind-${kind.id}`}
                title={kind.label}
                note={kind.help}
                onPress={() => onChoose(kind.id)}
              />
            ))}
        </Block>
      ))}
    </View>
  )
}
