import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common'
import { Public, type Caller } from '../../http/caller.js'
import { Payload, SignedIn } from '../../http/parameters.js'
import { refuse } from '../../http/refusal.js'
import { choice, object, text, type Shaped } from '../../http/shape.js'
import { AcceptancesService, answers } from './acceptances.service.js'
import { CallbackService } from './callback.service.js'

const acceptanceBody = object({
  tap: text('点击编号', { max: 64 }),
  template: text('消息模板', { max: 64 }),
  answer: choice('回答', answers),
})
const longest = 64 * 1024

type Asked = Readonly<Record<string, string | undefined>>

@Controller('wechat')
export class WechatController {
  constructor(
    private readonly acceptances: AcceptancesService,
    private readonly callbacks: CallbackService,
  ) {}

  @Post('acceptances')
  @HttpCode(200)
  accept(
    @SignedIn() caller: Caller,
    @Payload(acceptanceBody) { tap, template, answer }: Shaped<typeof acceptanceBody>,
  ): Promise<{ left: number }> {
    return this.acceptances.note(caller, tap, template, answer)
  }

  /** WeChat's check of the address, when it is entered in the console. */
  @Get('callback')
  @Public()
  @Header('content-type', 'text/plain')
  prove(@Query() { timestamp = '', nonce = '', signature = '', echostr = '' }: Asked): string {
    return this.callbacks.prove({ timestamp, nonce, signature }, echostr)
  }

  /** Events, in safe mode and JSON; answered with what WeChat wants to hear. */
  @Post('callback')
  @Public()
  @HttpCode(200)
  @Header('content-type', 'text/plain')
  async take(
    @Query() { timestamp = '', nonce = '', msg_signature: signature = '' }: Asked,
    @Body() body: unknown,
  ): Promise<string> {
    const { Encrypt: encrypted } = (await readJson(body)) as { Encrypt?: unknown }
    if (typeof encrypted !== 'string') throw refuse('callbackInvalid')
    await this.callbacks.take({ timestamp, nonce, signature }, encrypted)
    return 'success'
  }
}

const isStream = (body: unknown): body is AsyncIterable<Uint8Array> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body

/** WeChat labels its JSON as it likes: it arrives read, as text, or as a stream. */
async function readJson(body: unknown): Promise<object> {
  if (typeof body === 'object' && body !== null && !isStream(body)) return body
  const text = isStream(body) ? await readText(body) : body
  try {
    return (JSON.parse(String(text)) as object | null) ?? {}
  } catch {
    throw refuse('callbackInvalid')
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > longest) throw refuse('bodyTooLarge')
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}
