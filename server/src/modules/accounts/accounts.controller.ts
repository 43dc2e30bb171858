import { Controller, Get, Patch } from '@nestjs/common'
import type { Caller } from '../../http/caller.js'
import { Payload, SignedIn } from '../../http/parameters.js'
import { object, text, type Shaped } from '../../http/shape.js'
import { AccountsService, type Me } from './accounts.service.js'

const rename = object({ name: text('姓名', { max: 30 }) })

@Controller('me')
export class AccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Get()
  me(@SignedIn() { account }: Caller): Promise<Me> {
    return this.accounts.me(account)
  }

  @Patch()
  rename(@SignedIn() { account }: Caller, @Payload(rename) { name }: Shaped<typeof rename>): Promise<Me> {
    return this.accounts.rename(account, name)
  }
}
