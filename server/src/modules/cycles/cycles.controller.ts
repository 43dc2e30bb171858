import { Controller, Delete, Get, HttpCode, Post, Put, UseGuards } from '@nestjs/common'
import type { Caller, Scope } from '../../http/caller.js'
import { IdParam, InScope, Payload, SignedIn } from '../../http/parameters.js'
import { id, object, optional, raw, text, type Shaped } from '../../http/shape.js'
import type { CycleView } from './cycle-view.js'
import { CyclesService } from './cycles.service.js'
import { OrganiserGuard } from './organiser.guard.js'

const title = text('名称', { max: 100 })
const settings = optional(raw('评价设置'))
const cycleBody = object({ id: id('评价编号'), title, rubric: text('评价标准', { max: 64 }), settings })
const changeBody = object({ title: optional(title), settings })
const joinBody = object({ code: text('加入码', { max: 40 }) })

@Controller('cycles')
@UseGuards(OrganiserGuard)
export class CyclesController {
  constructor(private readonly cycles: CyclesService) {}

  @Post()
  create(
    @SignedIn() caller: Caller,
    @Payload(cycleBody) body: Shaped<typeof cycleBody>,
  ): Promise<CycleView & { code: string }> {
    return this.cycles.create(caller, body)
  }

  @Get()
  async list(@SignedIn() caller: Caller): Promise<{ cycles: CycleView[] }> {
    return { cycles: await this.cycles.list(caller) }
  }

  @Put(':id')
  change(
    @SignedIn() caller: Caller,
    @IdParam('id') cycle: string,
    @Payload(changeBody) body: Shaped<typeof changeBody>,
  ): Promise<CycleView> {
    return this.cycles.change(caller, cycle, body)
  }
}

@Controller('organisations/:org/cycles')
export class JoinedCyclesController {
  constructor(private readonly cycles: CyclesService) {}

  @Get()
  async joined(@InScope() scope: Scope): Promise<{ cycles: CycleView[] }> {
    return { cycles: await this.cycles.joined(scope) }
  }

  @Post()
  @HttpCode(200)
  join(@InScope() scope: Scope, @Payload(joinBody) { code }: Shaped<typeof joinBody>): Promise<CycleView> {
    return this.cycles.join(scope, code)
  }

  @Delete(':id')
  @HttpCode(204)
  leave(@InScope() scope: Scope, @IdParam('id') cycle: string): Promise<void> {
    return this.cycles.leave(scope, cycle)
  }
}
