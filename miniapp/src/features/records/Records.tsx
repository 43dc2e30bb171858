import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Chips } from '../../components/Chips'
import type { Workspace } from '../../data/workspace'
import { Standing } from './Standing'
import { Ledger } from './Ledger'
import type { Wanted } from './find'
import './Records.scss'

interface Props {
  workspace: Workspace
  revision: number
  show: Wanted['show']
  onShow: (show: Wanted['show']) => void
}

const ways = [
  { id: 'list', label: '列表' },
  { id: 'calendar', label: '日历' },
  { id: 'standing', label: '本会情况' },
] as const
type Way = (typeof ways)[number]['id']

/** Everything recorded: as a list by month, as a calendar, and the society's standing facts as they are now. */
export function Records({ workspace, revision, show, onShow }: Props) {
  const [way, setWay] = useState<Way>('list')
  const entries = useMemo(() => {
    void revision
    return workspace.book.all()
  }, [workspace, revision])
  return (
    <View id="records">
      <Chips id="records-way" label="怎么看" chips={ways} chosen={way} onChoose={(chip) => setWay(chip as Way)} />
      {platform.tables.supported && (
        <Action
          id="open-table"
          tone="quiet"
          text="从表格导入"
          onPress={() => platform.navigation.open('/pages/table/index')}
        />
      )}
      {way === 'standing' ? (
        <Standing entries={entries} catalog={workspace.catalog} />
      ) : (
        <Ledger workspace={workspace} entries={entries} calendar={way === 'calendar'} show={show} onShow={onShow} />
      )}
    </View>
  )
}
