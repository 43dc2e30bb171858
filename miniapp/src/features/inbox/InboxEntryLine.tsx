import { platform } from '#platform'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { useInbox } from './use-inbox'

/** The way to the reminders, with how many are unread. */
export function InboxEntryLine() {
  const { unread } = useInbox()
  return (
    <Block title="提醒">
      <Line
        id="open-inbox"
        title="消息和提醒方式"
        note="快到期的事都在这里"
        figure={unread > 0 ? `${unread} 条未读` : undefined}
        figureTone="red"
        onPress={() => platform.navigation.open('/pages/inbox/index')}
      />
    </Block>
  )
}
