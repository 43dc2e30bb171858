import { createTransport, type Transporter } from 'nodemailer'
import type { MailConfig } from '../config.js'

export interface Mail {
  to: string
  subject: string
  text: string
  /** The same at every try, so that mail programs show a mail that arrived twice as one. */
  messageId: string
}

/** What became of a mail: handed over; never deliverable to this address; or to be tried again. */
export type MailOutcome = { outcome: 'sent' } | { outcome: 'refused' | 'later'; code: string }

/** The port to the mail server. */
export abstract class Mailer {
  /** False when this server sends no mail. */
  abstract readonly isConfigured: boolean
  /** Tries once; never throws. */
  abstract send(mail: Mail): Promise<MailOutcome>
}

const timeout = 10_000

/** Mail over SMTP. */
export class SmtpMailer extends Mailer {
  private readonly transport: Transporter | undefined

  constructor(private readonly config: MailConfig | undefined) {
    super()
    if (config)
      this.transport = createTransport({
        url: config.url,
        connectionTimeout: timeout,
        greetingTimeout: timeout,
        socketTimeout: timeout,
        disableFileAccess: true,
        disableUrlAccess: true,
      })
  }

  get isConfigured(): boolean {
    return this.config !== undefined
  }

  async send({ to, subject, text, messageId }: Mail): Promise<MailOutcome> {
    if (!this.config || !this.transport) return { outcome: 'refused', code: 'unconfigured' }
    try {
      const { from } = this.config
      const headers = { 'Auto-Submitted': 'auto-generated' }
      await this.transport.sendMail({ from, to, subject, text, messageId: `<${messageId}>`, headers })
      return { outcome: 'sent' }
    } catch (error) {
      const { responseCode, code } = error as { responseCode?: number; code?: string }
      // 5xx to the recipient is for good; anything else, a wrong password included, may pass.
      const isForGood = code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500
      return { outcome: isForGood ? 'refused' : 'later', code: String(responseCode ?? code ?? 'unknown') }
    }
  }
}
