import type { LogicRealm } from '../realm.js'
import type { Api, ApiMaker } from './api.js'

const events = [
  'AppShow',
  'AppHide',
  'Error',
  'UnhandledRejection',
  'PageNotFound',
  'ThemeChange',
  'WindowResize',
  'MemoryWarning',
  'KeyboardHeightChange',
] as const
export type LifecycleEvent = (typeof events)[number]
type Listener = (event: unknown) => void

/** Events of the app as a whole: `wx.onAppShow` and the like. */
export class Lifecycle {
  private readonly listeners = new Map<LifecycleEvent, Set<Listener>>()

  constructor(private readonly realm: LogicRealm) {}

  emit(event: LifecycleEvent, detail: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) {
      this.realm.guard(`on${event}`, () => listener(this.realm.own(detail)))
    }
  }

  on(event: LifecycleEvent, listener: Listener): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener))
  }

  off(event: LifecycleEvent, listener?: Listener): void {
    if (listener) this.listeners.get(event)?.delete(listener)
    else this.listeners.delete(event)
  }
}

export function lifecycleApi(make: ApiMaker, lifecycle: Lifecycle, launch: object): Api {
  const api: Api = {}
  for (const event of events) {
    api[`on${event}`] = (listener: Listener) => lifecycle.on(event, listener)
    api[`off${event}`] = (listener?: Listener) => lifecycle.off(event, listener)
  }
  return {
    ...api,
    getLaunchOptionsSync: make.now('getLaunchOptionsSync', () => launch),
    getEnterOptionsSync: make.now('getEnterOptionsSync', () => launch),
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
  }
}
