import { Injectable } from '@nestjs/common'
import { Database } from '../../platform/database/database.js'
import { Mailer } from '../../platform/mail/mailer.js'
import type { Delivery } from './delivery-run.js'
import { DigestText, type Digest } from './digest-text.js'
import type { OutboxRow } from './outbox.entity.js'
import { PreferencesRepository } from './preferences.repository.js'

/** The same for every try of a row. */
export const messageIdOf = ({ id }: Pick<OutboxRow, 'id'>): string => `${id}@xingji.invalid`

/** Digests by e-mail: at least once. */
@Injectable()
export class MailChannel {
  constructor(
    private readonly database: Database,
    private readonly preferences: PreferencesRepository,
    private readonly text: DigestText,
    private readonly mailer: Mailer,
  ) {}

  async deliver(row: OutboxRow): Promise<Delivery> {
    const { address, digest } = await this.database.read(async (store) => ({
      address: (await this.preferences.find(store, row.account)).mailAddress,
      digest: await this.text.read(store, row),
    }))
    if (address === null) return { settle: { state: 'refused', code: 'noAddress' } }
    const subject = `星迹：有 ${digest.entries.length} 件事要办`
    const sent = await this.mailer.send({ to: address, subject, text: inWords(digest), messageId: messageIdOf(row) })
    if (sent.outcome === 'later') return { retry: { code: sent.code } }
    return { settle: { state: sent.outcome, ...(sent.outcome === 'refused' ? { code: sent.code } : {}) } }
  }
}

function inWords({ entries, names }: Digest): string {
  const lines = [...names].flatMap(([organisation, name]) => [
    `${name}`,
    ...entries.filter((one) => one.organisation === organisation).map(({ title, body }) => `· ${title}：${body}`),
    '',
  ])
  return [...lines, '打开“星迹”可以看到办法，一键登记。', '不想再收邮件，请在“我的 → 提醒”里关掉。'].join('\n')
}
