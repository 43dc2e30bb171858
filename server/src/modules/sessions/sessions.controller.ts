import { Controller, Post } from '@nestjs/common'
import { Public, SignInRoute } from '../../http/caller.js'
import { Payload } from '../../http/parameters.js'
import { object, text, type Shaped } from '../../http/shape.js'
import { SessionsService, type Session } from './sessions.service.js'

const wechatSignIn = object({ code: text('微信登录凭证', { max: 128 }) })

@Controller('session')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post('wechat')
  @Public()
  @SignInRoute()
  wechat(@Payload(wechatSignIn) { code }: Shaped<typeof wechatSignIn>): Promise<Session> {
    return this.sessions.withWechat(code)
  }
}
