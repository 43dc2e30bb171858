import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import type { Catalog } from '@xingji/shared'
import { columnName, type TableLayout } from '@xingji/shared/tables'
import { platform } from '#platform'
import { autoLabel, targetChoices, targetId } from './targets'

interface Props {
  layout: TableLayout
  /** Which of several tables in the sheet this is, from 0; absent for the only one. */
  at?: number
  catalog: Catalog
  onChoose: (column: number, choice: string) => void
}

/** What each column was taken for, to be changed where it is wrong. */
export function Columns({ layout, at, catalog, onChoose }: Props) {
  const choices = useMemo(() => targetChoices(catalog), [catalog])
  const { ChoiceInput } = platform
  return (
    <View className="table-columns">
      {at !== undefined && (
        <Text id={`table-${at}`} className="table-columns__title">
          {[`表 ${at + 1}`, layout.titles[layout.titles.length - 1]].filter(Boolean).join('：')}
        </Text>
      )}
      {layout.columns.map((column) => {
        const auto = 'fields' in column.target ? [{ id: 'auto', label: autoLabel(column, catalog) }] : []
        return (
          <View key={column.column} className={column.unknown ? 'table-column table-column--unknown' : 'table-column'}>
            <Text className="table-column__name">{`${columnName(column.column)} ${column.heading || '（没有表头）'}`}</Text>
            <ChoiceInput
              id={`${at ? `table-${at}-` : ''}column-${column.column}`}
              label={`${column.heading}这一列是什么`}
              value={targetId(column.target)}
              groups={[
                ...(auto.length > 0 ? [{ label: '建议', choices: auto }] : []),
                { label: '每条记录都有的', choices: choices.roles },
                { label: '某些种类才有的', choices: choices.fields },
              ]}
              onChange={(choice) => onChoose(column.column, choice)}
            />
          </View>
        )
      })}
    </View>
  )
}
