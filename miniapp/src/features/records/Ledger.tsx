import { Text, View } from '@tarojs/components'
import { useEffect, useMemo, useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { Line } from '../../components/Line'
import { MonthSheet } from '../../components/MonthSheet'
import { TextField } from '../../components/TextField'
import type { Catalog } from '@xingji/shared'
import type { Entry } from '../../data/entry'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { typeSizes } from '../../styles/tokens'
import { useLook } from '../look/use-look'
import { dayWords, recordDay } from '../words'
import { calendarMonth, monthAfter } from './calendar-view'
import { Finder, lacksEvidence, type Wanted } from './find'
import { listView, newestFirst } from './list-view'
import { Narrowing, type Narrowed } from './Narrowing'

interface Props {
  workspace: Workspace
  entries: readonly Entry[]
  calendar: boolean
  show: Wanted['show']
  onShow: (show: Wanted['show']) => void
}

/** Records drawn at first, and with each “再看” after it: a phone need not draw twenty thousand. */
const page = 40
/** Records a list is searched for with every letter; a longer one waits for a rest between two. */
const many = 2_000
const rest = 150
/** Records whose words are put together in one go, before anybody searches. */
const prepared = 500

/** A finder that puts the words of the records together while nobody types. */
function useFinder(catalog: Catalog, entries: readonly Entry[]): Finder {
  const finder = useMemo(() => new Finder(catalog), [catalog])
  useEffect(() => {
    let at = 0
    const some = () => {
      finder.prepare(entries.slice(at, at + prepared))
      at += prepared
      if (at < entries.length) platform.clock.after(0, some)
    }
    if (entries.length > many) platform.clock.after(rest, some)
    return () => {
      at = entries.length
    }
  }, [finder, entries])
  return finder
}

/** The value once it has stood still for some milliseconds. */
function useRested<T>(value: T, milliseconds: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    let current = true
    platform.clock.after(milliseconds, () => {
      if (current) setRested(value)
    })
    return () => {
      current = false
    }
  }, [value, milliseconds])
  return milliseconds === 0 ? value : rested
}

/** The records wanted: searched and narrowed, by month or on a month's sheet. */
export function Ledger({ workspace, entries, calendar, show, onShow }: Props) {
  const today = app.today()
  const { size } = useLook()
  const [text, setText] = useState('')
  const [narrowed, setNarrowed] = useState<Narrowed>({})
  const [limit, setLimit] = useState(page)
  const [month, setMonth] = useState(today.slice(0, 7))
  const [day, setDay] = useState<string>()
  const { catalog } = workspace
  const finder = useFinder(catalog, entries)
  const words = useRested(text, entries.length > many ? rest : 0)
  const sorted = useMemo(() => newestFirst(entries), [entries])
  const found = useMemo(
    () => finder.find(sorted, { show, text: words, kind: narrowed.kind?.id, among: narrowed.item?.records }),
    [finder, sorted, show, words, narrowed],
  )
  const shown = useMemo(
    () => (calendar ? found.filter(({ record }) => recordDay(record) === day) : found),
    [calendar, found, day],
  )
  const list = useMemo(
    () => listView(shown, (entry) => workspace.state(entry), catalog, today, limit),
    [shown, workspace, catalog, today, limit],
  )
  const lacking = useMemo(() => entries.filter(lacksEvidence).length, [entries])
  const sheet = useMemo(() => (calendar ? calendarMonth(found, month) : undefined), [calendar, found, month])
  const turn = (months: number) => {
    setMonth(monthAfter(month, months))
    setDay(undefined)
  }
  const filters = [
    { id: 'all', label: '全部' },
    { id: 'unsent', label: `未上传 ${workspace.book.unsent().length} 条` },
    { id: 'lacking', label: `缺佐证 ${lacking} 条` },
  ]
  return (
    <View>
      <View className="records__search">
        <TextField
          id="records-search"
          label="找记录"
          value={text}
          placeholder="找：名称、地点、日期……"
          onChange={setText}
        />
      </View>
      <Chips
        id="records-filter"
        label="看哪些记录"
        chips={filters}
        chosen={show}
        onChoose={(chip) => onShow(chip as Wanted['show'])}
      />
      <Narrowing workspace={workspace} entries={entries} narrowed={narrowed} onNarrow={setNarrowed} />
      {sheet && (
        <MonthSheet
          id="calendar"
          title={sheet.title}
          weeks={sheet.weeks.map((week) => week.map((one) => ({ day: one.day, count: one.records })))}
          chosen={day}
          unit="条记录"
          roomy={typeSizes[size].target > typeSizes.standard.target}
          onChoose={setDay}
          onTurn={turn}
        />
      )}
      {shown.length === 0 && <Text className="records__empty">{nothingWords(entries, calendar, show)}</Text>}
      {list.months.map((group) => (
        <Block
          key={group.month}
          title={calendar && day !== undefined ? dayWords(day, today) : group.title}
          aside={`${group.rows.length} 条`}
        >
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
      {list.more > 0 && (
        <View className="records__more">
          <Action
            id="records-more"
            tone="quiet"
            text={`再看 ${Math.min(page, list.more)} 条（还有 ${list.more} 条）`}
            onPress={() => setLimit(limit + page)}
          />
        </View>
      )}
    </View>
  )
}

/** Why the list is empty, and what to do. */
function nothingWords(entries: readonly Entry[], calendar: boolean, show: Wanted['show']): string {
  if (entries.length === 0) return '还没有记录。开完一次会、办完一次活动，点下面的“记一笔”，一分钟就能记好。'
  if (calendar) return '点上面有颜色的日子，看那一天的记录。'
  if (show === 'unsent') return '没有未上传的记录。'
  if (show === 'lacking') return '每一条都有佐证了。'
  return '没有找到这样的记录。少写几个字，或者把上面的条件改回“全部”再找。'
}
