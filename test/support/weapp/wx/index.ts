import type { Activity } from '../activity.js'
import type { Pages } from '../pages.js'
import type { Phone } from '../phone.js'
import type { LogicRealm } from '../realm.js'
import type { Trace } from '../trace.js'
import { type Api, ApiMaker } from './api.js'
import { deviceApi } from './device.js'
import { fileApi } from './files.js'
import { interfaceApi, queryApi } from './interface.js'
import { type Lifecycle, lifecycleApi } from './lifecycle.js'
import { mediaApi } from './media.js'
import { networkApi } from './network.js'
import { storageApi } from './storage.js'
import { transferApi } from './transfer.js'

export interface WxParts {
  phone: Phone
  realm: LogicRealm
  trace: Trace
  activity: Activity
  lifecycle: Lifecycle
  launch: object
  pages: () => Pages
}

/** The `wx` object: plain own properties only, since Taro walks `Object.keys(wx)` when it loads. */
export function createWx({ phone, realm, trace, activity, lifecycle, launch, pages }: WxParts): Api {
  const make = new ApiMaker(realm, trace, activity)
  const updates = phone.updates.api(realm)
  const wx: Api = {
    ...deviceApi(make),
    ...storageApi(make, phone.storage),
    ...fileApi(make, phone.files),
    ...networkApi(make, phone.network, realm),
    ...transferApi(make, phone, realm),
    ...interfaceApi(make, pages, phone.answers),
    ...queryApi(realm, pages),
    ...lifecycleApi(make, lifecycle, launch, () => updates),
    ...mediaApi(make, phone),
    login: make.later('login', () => ({ code: phone.loginCode() })),
    requestSubscribeMessage: make.later('requestSubscribeMessage', ({ tmplIds }: { tmplIds?: string[] }) =>
      Object.fromEntries((tmplIds ?? []).map((id) => [id, phone.subscribes(id)])),
    ),
    addPhoneCalendar: make.later('addPhoneCalendar', (entry) => void phone.calendar.push(entry)),
    nextTick: (task: () => void) => realm.defer(task),
    canIUse: (name: string) => name.split('.')[0]! in wx,
  }
  return wx
}
