import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { platform } from '#platform'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { Line } from '../../components/Line'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import './Records.scss'
import { listView, type ListFilter } from './list-view'

interface Props {
  workspace: Workspace
  revision: number
  filter: ListFilter
  onFilter: (filter: ListFilter) => void
}

/** All records by month, each with how far it has come. */
export function Records({ workspace, revision, filter, onFilter }: Props) {
  const today = app.today()
  const groups = useMemo(() => {
    void revision
    return listView(workspace.book.all(), (entry) => workspace.state(entry), workspace.catalog, filter, today)
  }, [workspace, revision, filter, today])
  const unsent = workspace.book.unsent().length
  const filters = [
    { id: 'all', label: '全部' },
    { id: 'unsent', label: `未上传 ${unsent} 条` },
  ]
  return (
    <View id="records">
      <Chips
        id="records-filter"
        label="看哪些记录"
        chips={filters}
        chosen={filter}
        onChoose={(chip) => onFilter(chip as ListFilter)}
      />
      {groups.length === 0 && (
        <Text className="records__empty">
          {filter === 'unsent'
            ? '没有未上传的记录。'
            : '还没有记录。开完一次会、办完一次活动，点下面的“记一笔”，一分钟就能记好。'}
        </Text>
      )}
      {groups.map((group) => (
        <Block key={group.month} title={group.title} aside={`${group.rows.length} 条`}>
          {group.rows.map((row) => (
            <Line
              key={row.id}
              id={`record-${row.id}`}
              title={row.title}
              note={row.note}
              figure={row.state}
              figureTone={row.alarming ? 'red' : 'grey'}
              onPress={() => platform.navigation.open(`/pages/record/index?id=${row.id}`)}
            />
          ))}
        </Block>
      ))}
    </View>
  )
}
