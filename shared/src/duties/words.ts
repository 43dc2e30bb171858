import type { DutyStake, DutyStatus } from './model.js'

/** What a status is called on screens, on the command line and in notices. */
export const dutyStatusLabels: Readonly<Record<DutyStatus, string>> = {
  future: '还没开始',
  open: '可以办',
  dueSoon: '快到期',
  overdue: '已逾期',
  done: '已办好',
  late: '办晚了',
  waived: '不适用',
}

const figure = ({ points, upTo }: DutyStake): string =>
  upTo !== undefined && upTo > points ? `最多 ${upTo} 分` : points > 0 ? `${points} 分` : ''

/** What a stake comes to in a few words: `整个申报`, `申报资格`, `50 分`, `最多 10 分`; empty where nothing hangs on it. */
export function stakeWords(stakes: readonly DutyStake[]): string {
  if (stakes.some((one) => one.whole)) return '整个申报'
  const parts = stakes.some((one) => one.gates) ? ['申报资格'] : []
  const most = [...stakes].sort((a, b) => Math.max(b.points, b.upTo ?? 0) - Math.max(a.points, a.upTo ?? 0))[0]
  const words = most ? figure(most) : ''
  if (words !== '') parts.push(words)
  return parts.join('、')
}
