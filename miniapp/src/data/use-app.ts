import { useSyncExternalStore } from 'react'
import { platform } from '#platform'
import { App } from './app'
import { bundle } from './bundled'
import type { Signal } from './signal'
import type { Workspace } from './workspace'

/** The one app of this process. */
export const app = new App(platform, bundle)

export function useSignal<T>(signal: Signal<T>): T {
  return useSyncExternalStore(signal.subscribe, signal.get, signal.get)
}

const still = { subscribe: () => () => undefined, get: () => 0 }

/** The workspace, rendered again at each of its changes; `revision` is for memoising what is read from it. */
export function useWorkspace(): { workspace: Workspace | undefined; revision: number } {
  const workspace = useSignal(app.workspace)
  const { subscribe, get } = workspace?.revision ?? still
  return { workspace, revision: useSyncExternalStore(subscribe, get, get) }
}
