import { Controller, Get, HttpCode, Post, Put } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { IdParam, InScope, Payload } from '../../http/parameters.js'
import { flag, id, object, type Shaped } from '../../http/shape.js'
import { HeadCountService, type HeadCountView } from './headcount.service.js'

const settingBody = object({ on: flag('扫码数人数') })
const openBody = object({ id: id('计数编号'), record: id('记录编号') })

/** The secretary's side. */
@Controller('organisations/:org/headcounts')
export class HeadCountController {
  constructor(private readonly counts: HeadCountService) {}

  @Get()
  setting(@InScope() scope: Scope): Promise<{ on: boolean }> {
    return this.counts.setting(scope)
  }

  @Put()
  change(@InScope() scope: Scope, @Payload(settingBody) { on }: Shaped<typeof settingBody>): Promise<{ on: boolean }> {
    return this.counts.change(scope, on)
  }

  @Post()
  @HttpCode(200)
  open(@InScope() scope: Scope, @Payload(openBody) body: Shaped<typeof openBody>): Promise<HeadCountView> {
    return this.counts.open(scope, body.id, body.record)
  }

  @Get(':id')
  view(@InScope() scope: Scope, @IdParam('id') count: string): Promise<HeadCountView> {
    return this.counts.view(scope, count)
  }

  @Post(':id/close')
  @HttpCode(200)
  close(@InScope() scope: Scope, @IdParam('id') count: string): Promise<HeadCountView> {
    return this.counts.close(scope, count)
  }
}
