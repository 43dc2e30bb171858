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

/** A newer version of the app, as WeChat fetches it while an older one runs. */
export class Updates {
  private readonly listeners = new Set<() => void>()
  /** How often the app asked to be started anew with it. */
  applied = 0

  /** The newer version has arrived. */
  arrive(): void {
    for (const listener of this.listeners) listener()
  }

  api(realm: LogicRealm): object {
    this.listeners.clear()
    return realm.own({
      onCheckForUpdate: () => undefined,
      onUpdateFailed: () => undefined,
      onUpdateReady: (listener: () => void) => this.listeners.add(() => realm.guard('onUpdateReady', listener)),
      applyUpdate: () => (this.applied += 1),
    })
  }
}

export function lifecycleApi(make: ApiMaker, lifecycle: Lifecycle, launch: object, manager: () => object): Api {
  const api: Api = {}
  for (const event of events) {
    api[`on${event}`] = (listener: Listener) => lifecycle.on(event, listener)
    api[`off${event}`] = (listener?: Listener) => lifecycle.off(event, listener)
  }
  return {
    ...api,
    getLaunchOptionsSync: make.now('getLaunchOptionsSync', () => launch),
    getEnterOptionsSync: make.now('getEnterOptionsSync', () => launch),
    getUpdateManager: manager,
  }
}
