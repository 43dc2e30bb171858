import { stateOf, type Entry } from '../../data/entry'
import type { Connection } from '../../data/outbox'

/** What becomes of records that are not uploaded yet: true for the state the phone is in. */
export function unsentWords(signedIn: boolean, connection: Connection): string {
  if (!signedIn) return '存在这台设备上，登录后可以上传'
  if (connection === 'full') return '存在这台设备上；手机快存满了，请先清理空间'
  if (connection === 'signedOut') return '存在这台设备上；登录已过期，请到“我的”重新登录'
  return '存在这台设备上，联网后会接着上传'
}

/** Beside their number on the home page: first of all how many wait for the person and not for the network. */
export function waitingWords(unsent: readonly Entry[], signedIn: boolean, connection: Connection): string {
  const stuck = unsent.filter((entry) => ['conflict', 'rejected'].includes(stateOf(entry, false))).length
  return stuck > 0 ? `其中 ${stuck} 条要您看一下：有冲突，或被退回` : unsentWords(signedIn, connection)
}
