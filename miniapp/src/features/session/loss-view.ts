import { dayWords } from '../words'
import type { KnownPlace } from '../../data/known-places'
import { shanghaiDay } from '../../data/ids'

/** What a person needs to know when the phone's store came up with fewer records than it had. */
export interface LossView {
  title: string
  text: string
}

/** Of the open organisation. `now`: records here at the moment. */
export function lossView({ lost, local, records: now }: KnownPlace, today: string): LossView | undefined {
  if (!lost) return undefined
  const before = `这台设备上原来有 ${lost.records} 条记录，现在有 ${now} 条。`
  return { title: '这台设备上的记录少了', text: before + fate(lost, local, today) }
}

/** Before anybody has signed in, on a phone whose store is empty. */
export function emptiedView(places: readonly KnownPlace[], today: string): LossView | undefined {
  const lines = places.map((place) => {
    const { organisation, account, local, records } = place
    const whose = local ? organisation : `${organisation}（${account}）`
    return `${whose}：原来有 ${records} 条。${fate(place, local, today)}`
  })
  if (lines.length === 0) return undefined
  return {
    title: '这台设备上的数据被清空了',
    text: [...lines, places.some(({ local }) => !local) ? signIn : ''].join('\n').trim(),
  }
}

const signIn = '请用原来的账号登录，服务器上的记录会自己回来。'

/** What comes back, and what may be gone. */
function fate(
  { records, unsent, at }: { records: number; unsent: number; at: number },
  local: boolean,
  today: string,
): string {
  if (local) return '这些记录没有登录上传过，只存在这台设备上，清空的找不回来了。如果导出过，可以对照着补记。'
  const back = records > unsent ? '上传过的都在服务器上，会自动取回来。' : ''
  if (unsent === 0) return `${back}清空以前没有等待上传的，应当一条不少。`
  const when = dayWords(shanghaiDay(at), today)
  return `${back}清空以前还有 ${unsent} 条没有上传（${when}时的数），可能要补记。`
}

/** On a phone that knew nothing and got everything from the server. */
export const broughtView = (brought: number): LossView => ({
  title: `从服务器取回了 ${brought} 条记录`,
  text: '这台设备上原来没有这个单位的记录。上传过的都取回来了；以前没有上传的，还在记它的那台设备上，请到那台设备上联网上传。',
})

/** How wrong the phone's clock is. */
export function clockView(ahead: number): LossView | undefined {
  if (ahead === 0) return undefined
  const span = spanWords(Math.abs(ahead))
  return {
    title: `手机时间比服务器${ahead > 0 ? '快' : '慢'}了${span}`,
    text: '现在记下的日期可能不对，待办的日子也可能算错。请打开手机“设置”里的“自动设置时间”。照样可以记录，记好以后核对一下日期。',
  }
}

function spanWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)]
  if (days >= 2) return ` ${days} 天`
  if (hours >= 2) return ` ${hours} 小时`
  return ` ${minutes} 分钟`
}
