import { useWorkspace } from '../../data/use-app'
import { CalendarAddress, Channels } from '../../features/inbox/Channels'
import { Entries } from '../../features/inbox/Entries'
import { useInbox } from '../../features/inbox/use-inbox'
import { Page } from '../../features/look/Page'
import { useStart } from '../../features/use-chosen'

/** What this person was told, and how they want to be told. */
export default function InboxPage() {
  useStart()
  const { workspace } = useWorkspace()
  const state = useInbox()
  return (
    <Page title="提醒">
      <Entries {...state} />
      {state.preferences && <Channels preferences={state.preferences} waiting={state.waiting === true} />}
      {workspace?.online && <CalendarAddress organisation={workspace.organisation.id} />}
    </Page>
  )
}
