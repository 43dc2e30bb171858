import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { dutyStatusLabels } from '@xingji/shared'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import type { Standing } from '../../data/organiser-remote'
import { dayWords } from '../words'
import { dutiesAsked, standingLines, stateChips, usualNarrowing, type Narrowed } from './standings-view'

const page = 100
const orders = [
  { id: 'due', label: '按截止日' },
  { id: 'name', label: '按单位名' },
]
const tones: Partial<Record<string, string>> = {
  overdue: 'red',
  dueSoon: 'red',
  done: 'soft',
  waived: 'soft',
  late: 'soft',
}

interface Props {
  standings: readonly Standing[]
  today: string
}

/** Which duty is in which state, for the organisations that joined. */
export function Standings({ standings, today }: Props) {
  const [narrowed, setNarrowed] = useState<Narrowed>(usualNarrowing)
  const [shown, setShown] = useState(page)
  const { ChoiceInput } = platform
  const duties = useMemo(() => dutiesAsked(standings), [standings])
  const lines = useMemo(() => standingLines(standings, narrowed), [standings, narrowed])
  const narrow = (part: Partial<Narrowed>) => {
    setNarrowed({ ...narrowed, ...part })
    setShown(page)
  }
  return (
    <Block id="standings" title="办到哪一步了" aside={`${standings.length} 个单位`}>
      <View className="standings__narrow">
        <ChoiceInput
          id="standings-duty"
          label="看哪一件事"
          value={narrowed.duty}
          groups={[
            {
              label: '',
              choices: [{ id: '', label: '所有事项' }, ...duties.map(({ title }) => ({ id: title, label: title }))],
            },
          ]}
          onChange={(duty) => narrow({ duty })}
        />
        <Chips
          id="standings-state"
          label="看哪种状态"
          chips={stateChips(standings, narrowed.duty)}
          chosen={narrowed.state}
          onChoose={(state) => narrow({ state: state as Narrowed['state'] })}
        />
        <Chips
          id="standings-order"
          label="怎么排"
          chips={orders}
          chosen={narrowed.order}
          onChoose={(order) => narrow({ order: order as Narrowed['order'] })}
        />
      </View>
      {lines.length === 0 && <Text id="standings-none">没有这样的事项。</Text>}
      {lines.length > 0 && (
        <View className="standing standing--head" aria-hidden>
          {['单位', '事项', '截止', '状态'].map((word) => (
            <Text key={word}>{word}</Text>
          ))}
        </View>
      )}
      {lines.slice(0, shown).map(({ organisation, name, duty }, at) => (
        <View key={`${organisation} ${duty.key}`} id={`standing-${at}`} className="standing">
          <Text className="standing__name">{name}</Text>
          <Text className="standing__duty">{duty.title}</Text>
          <Text className="standing__due">{dayWords(duty.due, today)}截止</Text>
          <Text className={`standing__state standing__state--${tones[duty.status] ?? 'ink'}`}>
            {dutyStatusLabels[duty.status]}
          </Text>
        </View>
      ))}
      {lines.length > shown && (
        <Action
          id="standings-more"
          tone="quiet"
          text={`再看 ${page} 行（还有 ${lines.length - shown} 行）`}
          onPress={() => setShown(shown + page)}
        />
      )}
    </Block>
  )
}
