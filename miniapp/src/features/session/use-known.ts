import { useSyncExternalStore } from 'react'
import { app, useSignal } from '../../data/use-app'
import type { KnownPlace } from '../../data/known-places'

const never = () => () => undefined
const still = () => 0

/** What was noted of the open organisation apart from the store. */
export function useKnown(): { place: KnownPlace | undefined; dismiss: () => void } {
  const known = useSignal(app.known)
  const workspace = useSignal(app.workspace)
  useSyncExternalStore(known?.revision.subscribe ?? never, known?.revision.get ?? still, known?.revision.get ?? still)
  const folder = workspace?.folder
  return {
    place: folder === undefined ? undefined : known?.get(folder),
    dismiss: () => {
      if (folder !== undefined) known?.dismiss(folder)
    },
  }
}
