import { Text, View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { TextField } from '../../components/TextField'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { Page } from '../look/Page'
import { signed } from '../words'
import { Columns } from './Columns'
import { kindGroups } from './Mend'
import { Paste } from './Paste'
import { filterOf, goesIn, type RowFilter } from './table-view'
import { TableRow } from './TableRow'
import { useTable, type NamedRubric, type OpenTable } from './use-table'
import './TableImport.scss'

const page = 50
const title = '从表格导入'

interface Props {
  workspace: Workspace
  rubrics: readonly NamedRubric[]
}

/** A year in one sitting: a table is read, mended in place, and brought in. */
export function TableImport({ workspace, rubrics }: Props) {
  const [table, setTable] = useState<OpenTable>()
  const { at, show, chosen, choose, view, share, busy, importRows, readAgain } = useTable(workspace, rubrics, table)
  const [filter, setFilter] = useState<RowFilter>('all')
  const [shown, setShown] = useState(page)
  const [done, setDone] = useState(0)
  const { mends, keep, targets } = chosen
  const mend = useCallback(
    (row: number, key: string, text: string) => choose({ mends: { ...mends, [row]: { ...mends[row], [key]: text } } }),
    // `choose` only reads the sheet that is shown, whose mends these are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [mends],
  )
  const keepRow = (row: number) => choose({ keep: [...keep, row] })
  const rows = view?.rows ?? []
  const going = rows.filter(goesIn)
  const count = (one: RowFilter) => rows.filter((row) => filterOf(row) === one).length
  const listed = filter === 'all' ? rows : rows.filter((row) => filterOf(row) === filter)
  const { ChoiceInput } = platform

  const bringThemIn = async () => {
    setDone(0)
    const outcome = await importRows(setDone)
    if (!outcome) return
    const { added, edited, refused } = outcome
    const words = [
      `已导入 ${added.length} 条`,
      edited > 0 ? `修改 ${edited} 条` : '',
      refused.length > 0 ? `${refused.length} 条没有进去` : '',
    ]
    const saved = added.map((id) => [id, workspace.book.get(id)?.record] as const)
    const takeBack = async () => {
      for (const [id, record] of saved) await workspace.remove(id, record)
      readAgain()
    }
    notice.set({
      text: words.filter(Boolean).join('，'),
      ...(added.length > 0 && { undo: () => void takeBack() }),
    })
  }
  const foot = view && (
    <View className="table-foot">
      <Text id="table-summary" className="table-foot__words">
        {share !== undefined && !busy
          ? `正在读表 ${Math.round(share * 100)}%`
          : busy
            ? `正在导入 ${done} / ${going.length}`
            : `可导入 ${going.length} 条，待改 ${count('mend')} 条，已有 ${count('there')} 条，略过 ${count('out')} 行`}
      </Text>
      <Action
        id="table-import"
        text={going.length > 0 ? `导入 ${going.length} 条` : '没有要导入的'}
        disabled={going.length === 0 || busy || share !== undefined}
        onPress={() => void bringThemIn()}
      />
    </View>
  )
  return (
    <Page title={title} wide foot={foot}>
      <View id="table-page">
        <Paste onOpen={setTable} />
        {share !== undefined && !view && <Text id="table-progress">{`正在读表 ${Math.round(share * 100)}%`}</Text>}
        {table && table.sheets.length > 1 && (
          <Chips
            id="table-sheet"
            label="工作表"
            chips={table.sheets.map((sheet, i) => ({
              id: String(i),
              label: sheet.name + (sheet.hidden ? '（隐藏）' : ''),
            }))}
            chosen={String(at)}
            onChoose={(one) => show(Number(one))}
          />
        )}
        {view && view.layouts.length === 0 && (
          <Text id="table-none" className="table-problem__error">
            没有找到表格：要有一行表头，写着日期、名称、类型等。
          </Text>
        )}
        {view && view.layouts.length > 0 && (
          <>
            <Block title="每一列是什么" aside="不对就改">
              <View className="table-settings">
                <Text className="table-settings__label">日期没写年份时，算哪一年</Text>
                <TextField
                  id="table-year"
                  label="年份"
                  placeholder={String(view.layouts[0]?.year?.value ?? '')}
                  value={chosen.year === undefined ? '' : String(chosen.year)}
                  onChange={(text) => choose({ year: /^\d{1,4}$/.test(text) ? Number(text) : undefined })}
                />
                <Text className="table-settings__label">没写种类的行，算哪一种</Text>
                <ChoiceInput
                  id="table-kind"
                  label="没写种类的行算哪一种"
                  value={chosen.kind ?? ''}
                  groups={[
                    { label: '', choices: [{ id: '', label: '按标题和名称认' }] },
                    ...kindGroups(workspace.catalog),
                  ]}
                  onChange={(kind) => choose({ kind: kind === '' ? undefined : kind })}
                />
              </View>
              {view.layouts.map((layout, i) => (
                <Columns
                  key={layout.headerRow}
                  layout={layout}
                  at={view.layouts.length > 1 ? i : undefined}
                  catalog={workspace.catalog}
                  onChoose={(column, choice) =>
                    choose({
                      targets: {
                        ...targets,
                        [layout.headerRow]: { ...targets[layout.headerRow], [column]: choice },
                      },
                    })
                  }
                />
              ))}
            </Block>
            <Block title="每一行" aside={view.year === undefined ? undefined : `得分按 ${view.year} 年度算`}>
              <Chips
                id="table-filter"
                label="看哪些行"
                chips={[
                  { id: 'all', label: `全部 ${rows.length}` },
                  { id: 'mend', label: `待改 ${count('mend')}` },
                  { id: 'ready', label: `可导入 ${count('ready')}` },
                  { id: 'there', label: `已有 ${count('there')}` },
                  { id: 'out', label: `略过 ${count('out')}` },
                ]}
                chosen={filter}
                onChoose={(one) => setFilter(one as RowFilter)}
              />
              {rubrics.map(({ id, title: name }, i) => (
                <Text key={id} id={`table-total-${id}`} className="table-total">
                  {`${i + 1} 《${name}》可导入的一共 ${signed(sum(going.map((row) => row.points[id] ?? 0)))} 分`}
                </Text>
              ))}
              <View className="table-row table-row--head">
                {['行', '结果', '种类', '日期', '名称'].map((word) => (
                  <Text key={word} className="table-row__soft">
                    {word}
                  </Text>
                ))}
                <View className="table-row__points">
                  {rubrics.map(({ id }, i) => (
                    <Text key={id} className="table-row__point table-row__soft">
                      {i + 1}
                    </Text>
                  ))}
                </View>
              </View>
              {listed.slice(0, shown).map((row) => (
                <TableRow
                  key={row.reading.row}
                  row={row}
                  catalog={workspace.catalog}
                  rubrics={rubrics}
                  today={app.today()}
                  onMend={mend}
                  onKeep={keepRow}
                />
              ))}
              {listed.length > shown && (
                <Action
                  id="table-more"
                  tone="quiet"
                  text={`再看 ${page} 行（还有 ${listed.length - shown} 行）`}
                  onPress={() => setShown(shown + page)}
                />
              )}
            </Block>
          </>
        )}
      </View>
    </Page>
  )
}

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)
