import type { Figures, ItemCard, NotCountedReason, Outcome } from './scorecard.js'

/** What the phone and the command line call things: one set of words for both. */

/** The three figures. */
export const figureLabels: Readonly<Record<keyof Figures, string>> = {
  secured: '有佐证',
  estimate: '预估',
  potential: '还可能',
}

export const outcomeLabels: Readonly<Record<Outcome, string>> = {
  met: '已得满分',
  partly: '得了一部分',
  unmet: '还没得分',
  unknown: '情况还不清楚',
  judged: '要等专家打分',
  notApplicable: '不适用',
  atRisk: '可能扣分',
}

/** How an item stands, in words: one that brings no points is not full of them, and a deduction is said to be one. */
export function outcomeWord({ outcome, maximum, points }: Pick<ItemCard, 'outcome' | 'maximum' | 'points'>): string {
  if (outcome === 'unmet' && points.estimate < 0) return '已扣分'
  if (maximum === 0 && outcome === 'met') return '符合要求'
  return maximum === 0 && outcome === 'unmet' ? '还没有符合的' : outcomeLabels[outcome]
}

/** Why a record earns nothing in an item. */
export const reasonLabels: Readonly<Record<NotCountedReason, string>> = {
  afterAsOf: '日期在算分日之后',
  outsideWindow: '日期不在评价期内',
  notInForce: '在算分日已经无效',
  statedNo: '这一条写的是“否”',
  superseded: '已有更新的一条代替它',
  fieldMissing: '有一项内容没有填',
  fieldDiffers: '内容不符合这一项',
  belowMinimum: '数量没有达到要求',
  excluded: '这一项不计这种情况',
  notFiled: '还没有报送（备案）',
  filedLate: '报送（备案）晚了',
  claimedElsewhere: '您已指定它不用于这一项',
  assignedElsewhere: '已用于另一项，一条只能用一次',
  repeated: '同类的已经计过一次',
  outdone: '这一项只算最好的一条',
  capReached: '这方面的分已经加满',
  notEnoughYet: '单靠这一条还不得分',
  notAssessed: '这一项要打分，还没有填自评分',
  reviewedZero: '专家给这一项评了 0 分',
  judgedAsWhole: '这一项按整体打分，不按条数加分',
  inOrder: '这一条已按要求办好',
  standsAgainst: '有了这样的事，这一项就不得分',
}
