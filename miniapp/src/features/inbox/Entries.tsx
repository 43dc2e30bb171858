import { Text } from '@tarojs/components'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import type { InboxState } from '../../data/inbox'
import type { InboxEntry } from '../../data/inbox-remote'
import { notice } from '../../data/notice'
import { inbox } from './use-inbox'
import { noteOf } from './words'

/** Puts an entry's due day into the phone's calendar. Nine in the morning, in Shanghai. */
function addToCalendar({ title, body, due }: InboxEntry): void {
  void platform.phoneCalendar
    .add({ title: `截止：${title}`, day: new Date(`${due}T09:00:00+08:00`), notes: body })
    .then(
      () => notice.set({ text: '已记到手机日历；以后改期不会自动更新' }),
      () => notice.set({ text: '没有记上，请在系统设置里允许微信使用日历' }),
    )
}

/** What this person was told, the newest first. */
export function Entries({ unread, entries, before, problem }: InboxState) {
  return (
    <Block id="inbox" title="消息" aside={unread > 0 ? `${unread} 条未读` : undefined}>
      {problem !== undefined && <Text id="inbox-problem">{problem}</Text>}
      {problem === undefined && entries.length === 0 && (
        <Text id="inbox-empty">没有消息。快到期的事会提前告诉您。</Text>
      )}
      {unread > 0 && <Action id="read-all" tone="quiet" text="全部标为已读" onPress={() => void inbox.markAllRead()} />}
      {entries.map((entry, place) => (
        <Line
          key={entry.id}
          id={`inbox-entry-${place}`}
          title={entry.title}
          note={noteOf(entry)}
          figure={entry.read ? undefined : '未读'}
          figureTone="red"
          label={platform.phoneCalendar.supported ? `${entry.title}，记到手机日历` : undefined}
          onPress={platform.phoneCalendar.supported ? () => addToCalendar(entry) : undefined}
        />
      ))}
      {platform.phoneCalendar.supported && entries.length > 0 && <Text>点一条，就把它的截止日记到手机日历。</Text>}
      {before !== undefined && (
        <Action id="inbox-more" tone="quiet" text="看更早的" onPress={() => void inbox.more()} />
      )}
    </Block>
  )
}
