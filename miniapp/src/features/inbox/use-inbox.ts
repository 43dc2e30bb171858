import { useEffect } from 'react'
import { platform } from '#platform'
import { Inbox, type InboxState } from '../../data/inbox'
import { app, useSignal } from '../../data/use-app'

/** The one inbox of this process. */
export const inbox = new Inbox(app)
// What was chosen without a network goes as soon as there is one, and with the next start of the app.
platform.network.onAvailable(() => void inbox.send())
app.session.subscribe(() => void inbox.send())

/** What the inbox shows, fetched anew when the screen appears or somebody else signs in. */
export function useInbox(): InboxState {
  const session = useSignal(app.session)
  const token = session?.token
  useEffect(() => {
    void inbox.load()
  }, [token])
  return useSignal(inbox.state)
}
