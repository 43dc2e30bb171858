import { Controller, Delete, Get, HttpCode, Post, Put } from '@nestjs/common'
import { SignInRoute, type Caller } from '../../http/caller.js'
import { Payload, SignedIn } from '../../http/parameters.js'
import { flag, object, optional, text, type Shaped } from '../../http/shape.js'
import { PreferencesService, type PreferencesView } from './preferences.service.js'

const changeBody = object({
  wechat: optional(flag('微信提醒')),
  mail: optional(flag('邮件提醒')),
  quietFrom: optional(text('免打扰开始', { max: 5 })),
  quietTo: optional(text('免打扰结束', { max: 5 })),
  workdaysOnly: optional(flag('只在工作日提醒')),
})
const addressBody = object({ address: text('邮箱', { max: 191 }) })
const codeBody = object({ code: text('验证码', { max: 10 }) })

@Controller('preferences')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get()
  view(@SignedIn() caller: Caller): Promise<PreferencesView> {
    return this.preferences.view(caller)
  }

  @Put()
  change(@SignedIn() caller: Caller, @Payload(changeBody) body: Shaped<typeof changeBody>): Promise<PreferencesView> {
    return this.preferences.change(caller, body)
  }

  // As rare as signing in: each one sends a mail, and each code is a guess.
  @Post('mail')
  @SignInRoute()
  @HttpCode(200)
  offer(@SignedIn() caller: Caller, @Payload(addressBody) body: Shaped<typeof addressBody>): Promise<PreferencesView> {
    return this.preferences.offerAddress(caller, body.address)
  }

  @Post('mail/confirm')
  @SignInRoute()
  @HttpCode(200)
  confirm(@SignedIn() caller: Caller, @Payload(codeBody) { code }: Shaped<typeof codeBody>): Promise<PreferencesView> {
    return this.preferences.confirmAddress(caller, code)
  }

  @Delete('mail')
  forget(@SignedIn() caller: Caller): Promise<PreferencesView> {
    return this.preferences.forgetAddress(caller)
  }
}
