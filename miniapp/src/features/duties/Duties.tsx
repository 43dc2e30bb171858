import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { MonthSheet } from '../../components/MonthSheet'
import { Press } from '../../components/Press'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { typeSizes } from '../../styles/tokens'
import { useLook } from '../look/use-look'
import { calendarMonth, monthAfter } from '../records/calendar-view'
import { dayWords, domId, recordTitle } from '../words'
import { DutySheet } from './DutySheet'
import { actDay, dutyDays, dutyGroups, type DutyRow } from './duties-view'
import { actOn, useDuties } from './use-duties'
import './Duties.scss'

interface Props {
  workspace: Workspace
  revision: number
  rubric: string
}

const ways = [
  { id: 'list', label: '列表' },
  { id: 'calendar', label: '日历' },
] as const

/** What must be reported and when, over all the rubrics that matter: as a list by how near it is, or on a month's sheet. */
export function Duties({ workspace, revision, rubric }: Props) {
  const today = app.today()
  const { size } = useLook()
  const [way, setWay] = useState<string>('list')
  const [month, setMonth] = useState(today.slice(0, 7))
  const [day, setDay] = useState<string>()
  const [opened, setOpened] = useState<string>()
  const states = useDuties(workspace, revision, rubric)
  const kinds = new Map(workspace.catalog.kinds.map((kind) => [kind.id, kind]))
  const titleOf = (id: string) => {
    const record = workspace.book.get(id)?.record
    return record && recordTitle(record, kinds.get(String(record.kind)))
  }
  const days = dutyDays(states, today)
  const isOnDay = (row: DutyRow) => days.has(day ?? '') && actDay(row.state, today) === day
  const groups = dutyGroups(states, today, titleOf)
    .map((group) => (way === 'list' ? group : { ...group, rows: group.rows.filter(isOnDay) }))
    .filter((group) => group.rows.length > 0 && (way === 'list' || (group.id !== 'done' && group.id !== 'waived')))
  return (
    <View id="duties">
      <Chips id="duties-way" label="怎么看" chips={ways} chosen={way} onChoose={setWay} />
      {way === 'calendar' && (
        <MonthSheet
          id="duties-calendar"
          title={calendarMonth([], month).title}
          weeks={calendarMonth([], month).weeks.map((week) =>
            week.map((one) => ({ day: one.day, ...(days.get(one.day ?? '') ?? { count: 0 }) })),
          )}
          chosen={day}
          unit="件要办的事"
          roomy={typeSizes[size].target > typeSizes.standard.target}
          onChoose={setDay}
          onTurn={(months) => {
            setMonth(monthAfter(month, months))
            setDay(undefined)
          }}
        />
      )}
      {groups.length === 0 && (
        <Text className="duties__empty">
          {way === 'calendar' ? '点上面有颜色的日子，看那一天要办的事。' : '没有要报送的。'}
        </Text>
      )}
      {groups.map((group) => (
        <Block
          key={group.id}
          id={`duties-${group.id}`}
          title={way === 'calendar' && day !== undefined ? dayWords(day, today) : group.title}
          aside={`${group.rows.length} 件`}
        >
          {group.rows.map((row) => (
            <View key={row.key} id={`duty-${domId(row.key)}`} className="duty">
              <Press
                id={`open-${domId(row.key)}`}
                className="duty__words"
                label={[row.title, row.when, row.stake, '点这里看条款'].filter(Boolean).join('，')}
                onPress={() => setOpened(row.key)}
              >
                <Text className="duty__title">{row.title}</Text>
                <Text className="duty__when">{row.when}</Text>
                {row.stake !== '' && (
                  <Text className={row.alarming ? 'duty__stake duty__stake--red' : 'duty__stake'}>{row.stake}</Text>
                )}
              </Press>
              {row.act !== undefined && group.id !== 'waived' && row.state.status !== 'future' && (
                <Action
                  id={`act-${domId(row.key)}`}
                  tone="quiet"
                  text={row.act}
                  label={`${row.title}：${row.act}`}
                  onPress={() => void actOn(workspace, row.state)}
                />
              )}
            </View>
          ))}
        </Block>
      ))}
      <DutySheet
        workspace={workspace}
        state={states.find((one) => one.key === opened)}
        onClose={() => setOpened(undefined)}
      />
    </View>
  )
}
