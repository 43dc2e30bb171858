import { Text, View } from '@tarojs/components'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { app } from '../../data/use-app'
import { NewCycle } from './NewCycle'
import { Reminder } from './Reminder'
import { Standings } from './Standings'
import { organiser, useOrganiser } from './use-organiser'
import './Organiser.scss'

/** An organiser's desk: who joined, what stands where, one reminder for many. */
export function OrganiserDesk() {
  const state = useOrganiser()
  const { cycles, chosen, standings, made, problem, busy } = state
  return (
    <View id="organiser" className="organiser">
      {problem !== undefined && (
        <View className="organiser__problem">
          <Text id="organiser-problem">{problem}</Text>
          <Action id="organiser-again" tone="quiet" text="再试一次" onPress={() => void organiser.load()} />
        </View>
      )}
      {cycles && cycles.length > 1 && (
        <Chips
          id="cycle"
          label="哪一次评价"
          chips={cycles.map(({ id, title }) => ({ id, label: title }))}
          chosen={chosen}
          onChoose={(id) => void organiser.choose(id)}
        />
      )}
      {made && (
        <Block title={`“${made.title}”的加入码`} aside="只显示这一次">
          <Text id="cycle-code" className="organiser__code" userSelect>
            {made.code}
          </Text>
          <Text>请现在抄下，发给各单位的秘书：在“我的 → 参加一次评价”里输入。</Text>
        </Block>
      )}
      {chosen !== undefined && standings?.length === 0 && (
        <Block title={cycles?.find(({ id }) => id === chosen)?.title ?? ''} aside="0 个单位">
          <Text id="standings-empty">
            还没有单位参加。把建评价时得到的加入码发给各单位，秘书在“我的 → 参加一次评价”里输入后，这里就有了。
          </Text>
        </Block>
      )}
      {standings && standings.length > 0 && (
        <View className="organiser__desk">
          <Standings key={chosen} standings={standings} today={state.day ?? app.today()} />
          <Reminder key={`remind ${chosen}`} state={state} standings={standings} />
        </View>
      )}
      {cycles && <NewCycle isFirst={cycles.length === 0} busy={busy} />}
    </View>
  )
}
