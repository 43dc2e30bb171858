import { stakeWords, type Day, type DutyStake, type DutyState } from '@xingji/shared'
import type { MomentId } from './moments.js'

/** `12月31日`; with the year where it is not the one of `asOf`. */
export function dayInWords(day: Day, asOf: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${day.slice(0, 4) === asOf.slice(0, 4) ? '' : `${year}年`}${month}月${date}日`
}

const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Does a whole application hang on it? */
export const isGate = (stake: readonly DutyStake[]): boolean =>
  stake.some(({ gates, whole }) => whole === true || (gates?.length ?? 0) > 0)

/** `关系到 50 分`, `关系到申报资格、1 分`; empty where nothing is known to hang on it. */
export function stakeInWords(stake: readonly DutyStake[]): string {
  const words = stakeWords(stake)
  return words === '' ? '' : `关系到${/^\d/.test(words) ? ' ' : ''}${words}`
}

/** What an inbox entry says. */
export function noticeInWords(
  { title, due, stake }: Pick<DutyState, 'title' | 'due' | 'stake'>,
  moment: MomentId,
  asOf: Day,
): { title: string; body: string } {
  const left = daysBetween(asOf, due)
  const by = `${dayInWords(due, asOf)}截止`
  const when =
    left > 0
      ? `还有 ${left} 天，${by}`
      : left === 0
        ? '今天截止'
        : `已经过期 ${-left} 天（${by}）${moment === 'escalated' ? '，请负责人过问' : ''}`
  const lost = stakeInWords(stake)
  return { title: Array.from(title).slice(0, 200).join(''), body: `${when}${lost ? `；${lost}` : ''}。` }
}
