import { useEffect, useState } from 'react'
import { Organiser, type OrganiserState } from '../../data/organiser'
import { OrganiserRemote } from '../../data/organiser-remote'
import { app, useSignal } from '../../data/use-app'

/** The one organiser's desk of this process. */
export const organiser = new Organiser(app)

/** What the desk shows, fetched anew when the page appears or somebody else signs in. */
export function useOrganiser(): OrganiserState {
  const phase = useSignal(app.phase)
  const token = useSignal(app.session)?.token
  const isKnown = phase !== 'starting'
  useEffect(() => {
    if (isKnown) void organiser.load()
  }, [isKnown, token])
  return useSignal(organiser.state)
}

/** Does whoever is signed in organise ratings? Only the server knows; false while it does not answer. */
export function useIsOrganiser(): boolean {
  const token = useSignal(app.session)?.token
  const [is, setIs] = useState(false)
  useEffect(() => {
    setIs(false)
    if (token === undefined) return undefined
    let isCurrent = true
    const { http, apiBase } = app.platform
    void new OrganiserRemote(http, apiBase, token).role().then((reply) => {
      if (isCurrent && reply.outcome === 'done') setIs(reply.value.isOrganiser === true)
    })
    return () => void (isCurrent = false)
  }, [token])
  return is
}
