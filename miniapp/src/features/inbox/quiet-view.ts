import type { Preferences } from '../../data/inbox-remote'

const hours = 24

/** An hour earlier or later, past midnight; what stood between hours goes to the next full one. */
export function shiftHour(time: string, by: 1 | -1): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const next = by === -1 && minute > 0 ? hour : hour + by
  return `${String((next + hours) % hours).padStart(2, '0')}:00`
}

/** `21:00 到第二天 08:00 不打扰` */
export function quietInWords({ from, to }: { from: string; to: string }): string {
  if (from === to) return '不设免打扰，随时会提醒'
  return `${from} 到${to < from ? '第二天 ' : ' '}${to} 不打扰`
}

/** Which ways are open, and that they bring one digest a day. */
export function digestWords({ wechat, mail }: Pick<Preferences, 'wechat' | 'mail'>): string {
  const ways = [wechat.available && wechat.on && '微信', mail.available && mail.on && mail.address !== null && '邮件']
  const open = ways.filter(Boolean).join('和')
  return open === ''
    ? '消息都在上面的列表里，别处不另外提醒。'
    : `一天的消息合成一条，用${open}发给您；上面的列表里总能看到。`
}
