import { Controller, Delete, Get, HttpCode, Put } from '@nestjs/common'
import type { DutyState } from '@xingji/shared'
import type { Scope } from '../../http/caller.js'
import { Asked, InScope, Payload } from '../../http/parameters.js'
import { object, text, type Shaped } from '../../http/shape.js'
import { DutiesService } from './duties.service.js'
import { WaiversService, type WaiverView } from './waivers.service.js'

const dutyText = text('事项', { max: 191 })
const waiverBody = object({ duty: dutyText, reason: text('不适用的理由', { max: 200 }) })
const waiverQuery = object({ duty: dutyText })

@Controller('organisations/:org')
export class DutiesController {
  constructor(
    private readonly duties: DutiesService,
    private readonly waivers: WaiversService,
  ) {}

  @Get('duties')
  async states(@InScope() scope: Scope): Promise<{ day: string; duties: DutyState[] }> {
    return this.duties.states(scope)
  }

  @Get('waivers')
  async list(@InScope() scope: Scope): Promise<{ waivers: WaiverView[] }> {
    return { waivers: await this.waivers.list(scope) }
  }

  @Put('waivers')
  @HttpCode(204)
  waive(@InScope() scope: Scope, @Payload(waiverBody) { duty, reason }: Shaped<typeof waiverBody>): Promise<void> {
    return this.waivers.put(scope, duty, reason)
  }

  @Delete('waivers')
  @HttpCode(204)
  resume(@InScope() scope: Scope, @Asked(waiverQuery) { duty }: Shaped<typeof waiverQuery>): Promise<void> {
    return this.waivers.remove(scope, duty)
  }
}
