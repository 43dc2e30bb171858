import { Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { dutyStatusLabels, type DutyStatus } from '@xingji/shared'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { TextField } from '../../components/TextField'
import { Toggle } from '../../components/Toggle'
import type { OrganiserState } from '../../data/organiser'
import type { Standing } from '../../data/organiser-remote'
import { notice } from '../../data/notice'
import { dutiesAsked, momentInWords, remindable, waysInWords } from './standings-view'
import { organiser } from './use-organiser'

/** A reminder to many at once: what about, then exactly who would get which words, then sent. */
export function Reminder({ state, standings }: { state: OrganiserState; standings: readonly Standing[] }) {
  const [duty, setDuty] = useState('')
  const [states, setStates] = useState<readonly DutyStatus[]>(['overdue', 'dueSoon'])
  const [text, setText] = useState('')
  const duties = useMemo(() => dutiesAsked(standings), [standings])
  const { ChoiceInput } = platform
  const { shown, busy } = state
  // What is asked now is no longer what the preview answered.
  const ask = (change: () => void) => {
    organiser.putAway()
    change()
  }
  const preview = () => {
    const keys = duties.find(({ title }) => title === duty)?.keys
    const words = text.trim()
    void organiser.preview({ states: [...states], ...(keys && { duties: keys }), ...(words && { text: words }) })
  }
  const send = async () => {
    const people = await organiser.remind()
    if (people !== undefined) notice.set({ text: `已提醒 ${people} 位秘书` })
  }
  return (
    <Block id="reminder" title="统一提醒" aside="先看清楚再发">
      <View className="reminder">
        <ChoiceInput
          id="reminder-duty"
          label="提醒哪一件事"
          value={duty}
          groups={[
            {
              label: '',
              choices: [
                { id: '', label: '所有没办完的事' },
                ...duties.map(({ title }) => ({ id: title, label: title })),
              ],
            },
          ]}
          onChange={(title) => ask(() => setDuty(title))}
        />
        {remindable.map((one) => (
          <Toggle
            key={one}
            id={`reminder-${one}`}
            label={`提醒“${dutyStatusLabels[one]}”的`}
            on={states.includes(one)}
            onChange={(on) => ask(() => setStates(on ? [...states, one] : states.filter((other) => other !== one)))}
          />
        ))}
        <TextField
          id="reminder-text"
          label="附一句话"
          placeholder="附一句话（可以不写），如：请本周内报来"
          value={text}
          onChange={(words) => ask(() => setText(words))}
        />
        {!shown && (
          <Action
            id="reminder-preview"
            tone="quiet"
            text={busy ? '正在看…' : '先看谁会收到什么'}
            disabled={busy || states.length === 0}
            onPress={preview}
          />
        )}
      </View>
      {shown && <Shown shown={shown} busy={busy} onSend={() => void send()} />}
      {state.sent.length > 0 && (
        <View id="reminder-sent" className="reminder__sent">
          <Text className="reminder__heading">已经发过的</Text>
          {state.sent.map(({ id, people, at }) => (
            <Line key={id} title={momentInWords(at)} figure={`${people} 位秘书`} figureTone="grey" />
          ))}
        </View>
      )}
    </Block>
  )
}

interface ShownProps {
  shown: NonNullable<OrganiserState['shown']>
  busy: boolean
  onSend: () => void
}

/** The preview: nobody gets anything that does not stand here. */
function Shown({ shown: { preview }, busy, onSend }: ShownProps) {
  if (preview.people === 0) {
    return (
      <Text id="reminder-nobody" className="reminder__heading">
        没有人会收到：要么都办好了，要么今天已经提醒过（同一件事一天只提醒一次）。
      </Text>
    )
  }
  return (
    <View id="reminder-shown" className="reminder__shown">
      <Text className="reminder__heading">{`会发给 ${preview.organisations.length} 个单位的 ${preview.people} 位秘书`}</Text>
      <Text className="reminder__note">
        微信和邮件跟着各人当天的汇总走，一天最多一条，避开各人设的免打扰时间和休息日。
      </Text>
      {preview.organisations.map(({ organisation, people, channels, messages }) => (
        <Line
          key={organisation.id}
          title={organisation.name}
          note={[waysInWords(people, channels), ...messages.map(({ title, body }) => `${title}：${body}`)].join('\n')}
        />
      ))}
      <View className="reminder__actions">
        <Action id="reminder-send" text={`就这样发给 ${preview.people} 位`} disabled={busy} onPress={onSend} />
        <Action id="reminder-cancel" tone="quiet" text="先不发" onPress={() => organiser.putAway()} />
      </View>
    </View>
  )
}
