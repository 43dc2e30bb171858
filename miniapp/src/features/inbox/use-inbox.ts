import { useEffect } from 'react'
import { Inbox, type InboxState } from '../../data/inbox'
import { app, useSignal } from '../../data/use-app'

/** The one inbox of this process. */
export const inbox = new Inbox(app)

/** What the inbox shows, fetched anew when the screen appears or somebody else signs in. */
export function useInbox(): InboxState {
  const session = useSignal(app.session)
  const token = session?.token
  useEffect(() => {
    void inbox.load()
  }, [token])
  return useSignal(inbox.state)
}
