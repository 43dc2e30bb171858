import { Controller, Get, HttpCode, Post } from '@nestjs/common'
import type { Caller } from '../../http/caller.js'
import { Asked, Payload, SignedIn } from '../../http/parameters.js'
import { list, object, optional, text, whole, type Shaped } from '../../http/shape.js'
import { InboxService, type InboxPage } from './inbox.service.js'

const pageQuery = object({
  before: optional(text('上一页的位置', { max: 100 })),
  limit: optional(whole('每页条数', { min: 1, max: 100, isText: true })),
})
/** Without ids: all of them. */
const readBody = object({ ids: optional(list('消息编号', 100)) })

@Controller('inbox')
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  @Get()
  page(
    @SignedIn() caller: Caller,
    @Asked(pageQuery) { before, limit = 30 }: Shaped<typeof pageQuery>,
  ): Promise<InboxPage> {
    return this.inbox.page(caller, before, limit)
  }

  @Post('read')
  @HttpCode(200)
  read(@SignedIn() caller: Caller, @Payload(readBody) { ids }: Shaped<typeof readBody>): Promise<{ unread: number }> {
    return this.inbox.read(caller, ids)
  }
}
