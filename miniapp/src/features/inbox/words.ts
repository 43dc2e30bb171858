import type { InboxEntry } from '../../data/inbox-remote'

const states: Record<string, string> = {
  waiting: '等着发',
  sending: '正在发',
  sent: '已发',
  refused: '没发成',
  noQuota: '没有次数，没发',
  uncertain: '不确定发没发到',
}
const channels: Record<string, string> = { wechat: '微信', mail: '邮件' }

/** `微信已发，邮件不确定发没发到`; empty where nothing went out. */
export const sentInWords = (sent: InboxEntry['sent']): string =>
  sent.map(({ channel, state }) => `${channels[channel] ?? channel}${states[state] ?? state}`).join('，')

/** What stands under an entry's title. */
export const noteOf = ({ organisation, body, sent }: InboxEntry): string =>
  [body, organisation.name, sentInWords(sent)].filter((text) => text !== '').join(' · ')
