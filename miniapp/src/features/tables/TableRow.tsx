import { Text, View } from '@tarojs/components'
import { memo } from 'react'
import type { Catalog, Kind } from '@xingji/shared'
import { columnName, type TableProblem } from '@xingji/shared/tables'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { recordWhen, signed } from '../words'
import { kindGroups, Mend } from './Mend'
import { rowWord, type ViewRow } from './table-view'
import type { NamedRubric } from './use-table'

interface Props {
  row: ViewRow
  catalog: Catalog
  rubrics: readonly NamedRubric[]
  today: string
  onMend: (row: number, key: string, text: string) => void
  onKeep: (row: number) => void
}

/** One row of the table: what it is, what it would earn, and what is wrong with it. */
export const TableRow = memo(function TableRow({ row, catalog, rubrics, today, onMend, onKeep }: Props) {
  const { reading, fate } = row
  const { draft, said, problems } = reading
  const kind = catalog.kinds.find((one) => one.id === reading.kind)
  const isOut = reading.status === 'skipped'
  const tone = reading.status === 'bad' ? 'red' : isOut || fate?.fate === 'same' ? 'grey' : 'ink'
  const mend = (key: string, text: string) => onMend(reading.row, key, text)
  const { ChoiceInput } = platform
  return (
    <View id={`row-${reading.row}`} className={`table-row table-row--${tone}`}>
      <Text className="table-row__number">{reading.row}</Text>
      <Text id={`row-${reading.row}-word`} className={`table-row__word table-row__word--${tone}`}>
        {rowWord(row)}
      </Text>
      <View className="table-row__kind">
        {isOut ? (
          <Text className="table-row__soft">{reading.reason}</Text>
        ) : kind ? (
          <ChoiceInput
            id={`row-${reading.row}-kind`}
            label={`第 ${reading.row} 行的种类`}
            value={kind.id}
            groups={kindGroups(catalog)}
            onChange={(choice) => mend('kind', choice)}
          />
        ) : (
          <Text className="table-row__soft">没有认出种类</Text>
        )}
      </View>
      <Text className="table-row__day">{draft ? recordWhen(draft, today) : (said.on ?? '')}</Text>
      <View className="table-row__words">
        <Text className="table-row__title">{String(draft?.title ?? said.title ?? '')}</Text>
        {draft && kind && <Text className="table-row__soft">{details(draft, kind)}</Text>}
      </View>
      <View className="table-row__points">
        {rubrics.map(({ id, title }) =>
          row.points[id] === undefined ? (
            <Text key={id} className="table-row__point" />
          ) : (
            <Text
              key={id}
              id={`row-${reading.row}-points-${id}`}
              className={`table-row__point ${row.points[id] > 0 ? 'table-row__gain' : 'table-row__soft'}`}
              aria-label={`${title} ${signed(row.points[id])} 分`}
            >
              {signed(row.points[id])}
            </Text>
          ),
        )}
      </View>
      {!isOut && (
        <View className="table-row__below">
          {problems.map((problem, i) => (
            <View key={i} className="table-problem">
              <Text className={problem.level === 'error' ? 'table-problem__error' : 'table-problem__notice'}>
                {place(problem) + problem.message}
              </Text>
              {problem.level === 'error' && (
                <Mend
                  key={`${problem.key} ${said[problem.key] ?? ''}`}
                  problem={problem}
                  kind={kind}
                  catalog={catalog}
                  said={said[problem.key] ?? ''}
                  onMend={mend}
                />
              )}
            </View>
          ))}
          {fate?.fate === 'edit' && (
            <Text className="table-problem__notice">{`改动：${fate.changes.map((one) => keyLabel(one.key, kind)).join('、')}`}</Text>
          )}
          {(fate?.fate === 'twin' || fate?.fate === 'alike' || fate?.fate === 'deleted') && (
            <View className="table-problem">
              <Text className="table-problem__error">{doubt(fate)}</Text>
              <Action id={`row-${reading.row}-keep`} tone="quiet" text="照样导入" onPress={() => onKeep(reading.row)} />
            </View>
          )}
          {reading.status === 'bad' && (
            <Action
              id={`row-${reading.row}-skip`}
              tone="quiet"
              text="不导入这一行"
              onPress={() => mend('skip', 'yes')}
            />
          )}
        </View>
      )}
    </View>
  )
})

const place = ({ column }: TableProblem): string => (column === undefined ? '' : `${columnName(column)} 列：`)

function doubt(fate: { fate: 'twin'; row: number } | { fate: 'alike' | 'deleted' }): string {
  if (fate.fate === 'twin') return `和第 ${fate.row} 行是同一种、同一天、同一个名称，先不导入`
  if (fate.fate === 'alike') return '同一天已有同名的另一种记录，先不导入'
  return '以前导入过，后来删掉了，先不导入'
}

const commonLabels: Readonly<Record<string, string>> = {
  on: '日期',
  from: '起始日期',
  until: '结束日期',
  year: '年度',
  title: '名称',
  note: '备注',
  evidence: '链接',
  filings: '报送',
  holds: '有或没有',
}
const keyLabel = (key: string, kind: Kind | undefined): string =>
  commonLabels[key] ?? kind?.fields.find((field) => field.id === key)?.label ?? key

/** The fields a row states, in the words of the catalog. */
function details(draft: Readonly<Record<string, unknown>>, kind: Kind): string {
  return kind.fields
    .flatMap(({ id, label, unit, options }) => {
      const value = draft[id]
      if (value === undefined) return []
      if (typeof value === 'boolean') return [value ? label : `${label}：否`]
      const option = options?.find((one) => one.id === value)
      return [`${label}：${option?.label ?? String(value)}${typeof value === 'number' ? ` ${unit ?? ''}` : ''}`]
    })
    .join('，')
}
