import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** How the next mail fares: an SMTP error, or taken without the sender hearing of it. */
export type MailReply = number | 'lost-answer'

/** A mail server that keeps what it is given. */
export class MailStandIn {
  readonly messages: { to: string; id: string; raw: string }[] = []
  /** One by one; afterwards everything is taken. */
  readonly replies: MailReply[] = []

  private constructor(private readonly server: SMTPServer) {}

  get settings(): Record<string, string> {
    const { port } = this.server.server.address() as AddressInfo
    return { XINGJI_MAIL_URL: `smtp://127.0.0.1:${port}`, XINGJI_MAIL_FROM: '星迹 <notice@example.org>' }
  }

  /** The texts of the messages, decoded. */
  get texts(): string[] {
    return this.messages.map(({ raw }) => {
      const [head = '', ...body] = raw.split('\r\n\r\n')
      const text = body.join('\r\n\r\n')
      if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString()
      if (!/quoted-printable/i.test(head)) return text
      const bytes = text
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      return Buffer.from(bytes, 'latin1').toString()
    })
  }

  static async start(): Promise<MailStandIn> {
    const box: { standIn?: MailStandIn } = {}
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_, __, done) => {
        const reply = box.standIn!.replies[0]
        if (typeof reply !== 'number') return done()
        box.standIn!.replies.shift()
        return done(Object.assign(new Error('not now'), { responseCode: reply }))
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString()
          // Long header lines are folded.
          const id = /^Message-ID: (.+)$/im.exec(raw.replace(/\r\n[ \t]+/g, ' '))?.[1]?.trim() ?? ''
          const to = session.envelope.rcptTo.map(({ address }) => address).join(',')
          box.standIn!.messages.push({ to, id, raw })
          if (box.standIn!.replies[0] !== 'lost-answer') return done()
          box.standIn!.replies.shift()
          return done(Object.assign(new Error('taken, but the answer is lost'), { responseCode: 421 }))
        })
      },
    })
    // A sender that is killed in the middle of a mail is no trouble of ours.
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (box.standIn = new MailStandIn(server))
  }

  stop(): Promise<void> {
    return new Promise((resolve) => void this.server.close(() => resolve()))
  }
}
