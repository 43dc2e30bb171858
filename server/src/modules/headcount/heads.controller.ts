import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common'
import { SkipThrottle } from '@nestjs/throttler'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Public } from '../../http/caller.js'
import { Refusal } from '../../http/refusal.js'
import { headPage, type HeadPage } from './headcount.page.js'
import { HeadCountService } from './headcount.service.js'
import { HeadTokens } from './headcount.tokens.js'

const cookie = 'xingji-head'
const cookieHours = 12

/**
 * The page of those who come, for whatever browser scanned the code. A whole hall shares one address, so the limit by
 * address does not apply; the count has a limit of its own.
 */
@Controller('heads/:token')
@Public()
@SkipThrottle({ minute: true })
export class HeadsController {
  constructor(
    private readonly counts: HeadCountService,
    private readonly tokens: HeadTokens,
  ) {}

  @Get()
  async show(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answer(reply, async () => {
      const host = await this.counts.host(token)
      if (!this.tokens.isPhone(phoneOf(request))) giveNumber(request, reply, this.tokens.newPhone())
      return { title: host, text: '点一下，就算您到了。', button: '我到了' }
    })
  }

  @Post()
  @HttpCode(200)
  async count(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answer(reply, async () => {
      const host = await this.counts.count(token, phoneOf(request))
      return { title: '已经计入', text: `${host}：谢谢您的到来，可以关掉这一页了。` }
    })
  }
}

function phoneOf({ headers }: FastifyRequest): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === cookie)?.[1]
}

function giveNumber({ protocol }: FastifyRequest, reply: FastifyReply, phone: string): void {
  const rules = `Path=/api/heads; Max-Age=${cookieHours * 3600}; HttpOnly; SameSite=Lax`
  reply.header('set-cookie', `${cookie}=${phone}; ${rules}${protocol === 'https' ? '; Secure' : ''}`)
}

/** Refusals are pages too: those who come read them. */
async function answer(reply: FastifyReply, work: () => Promise<HeadPage>): Promise<string> {
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  try {
    return headPage(await work())
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    reply.status(error.status)
    if (error.retryAfter !== undefined) reply.header('retry-after', error.retryAfter)
    return headPage({ title: '没有计入', text: error.body.message })
  }
}
