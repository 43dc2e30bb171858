import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common'
import type { Caller } from '../../http/caller.js'
import { Asked, IdParam, Payload, SignedIn } from '../../http/parameters.js'
import { choices, id, list, object, optional, text, whole, type Shaped } from '../../http/shape.js'
import { OrganiserGuard } from '../cycles/organiser.guard.js'
import { remindable, RemindersService, type Preview, type SentReminder } from './reminders.service.js'
import { StandingsService, type Standings } from './standings.service.js'

const pageQuery = object({
  after: optional(text('上一页的位置', { max: 36 })),
  limit: optional(whole('每页单位数', { min: 1, max: 50, isText: true })),
})
const about = {
  duties: optional(list('事项', 200)),
  states: optional(choices('状态', remindable)),
  text: optional(text('提醒的话', { max: 100 })),
}
const previewBody = object(about)
const sendBody = object({ id: id('提醒编号'), preview: text('预览编号', { max: 64 }), ...about })

@Controller('cycles/:id')
@UseGuards(OrganiserGuard)
export class OrganisersController {
  constructor(
    private readonly standings: StandingsService,
    private readonly reminders: RemindersService,
  ) {}

  @Get('standings')
  page(
    @SignedIn() caller: Caller,
    @IdParam('id') cycle: string,
    @Asked(pageQuery) { after, limit = 20 }: Shaped<typeof pageQuery>,
  ): Promise<Standings> {
    return this.standings.page(caller, cycle, after, limit)
  }

  @Post('reminders/preview')
  @HttpCode(200)
  preview(
    @SignedIn() caller: Caller,
    @IdParam('id') cycle: string,
    @Payload(previewBody) body: Shaped<typeof previewBody>,
  ): Promise<Preview> {
    return this.reminders.preview(caller, cycle, body)
  }

  @Post('reminders')
  @HttpCode(200)
  send(
    @SignedIn() caller: Caller,
    @IdParam('id') cycle: string,
    @Payload(sendBody) { id: reminder, preview, ...body }: Shaped<typeof sendBody>,
  ): Promise<SentReminder> {
    return this.reminders.send(caller, reminder, cycle, preview, body)
  }

  @Get('reminders')
  async list(@SignedIn() caller: Caller, @IdParam('id') cycle: string): Promise<{ reminders: SentReminder[] }> {
    return { reminders: await this.reminders.list(caller, cycle) }
  }
}
