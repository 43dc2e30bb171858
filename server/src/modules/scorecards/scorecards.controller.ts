import { Controller, Get, Header } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { Asked, InScope } from '../../http/parameters.js'
import { day, object, optional, text, type Shaped } from '../../http/shape.js'
import { ScorecardsService } from './scorecards.service.js'

const question = object({
  rubric: text('评价标准', { max: 64 }),
  asOf: optional(day('截至日期')),
  from: optional(day('评价开始日期')),
  to: optional(day('评价结束日期')),
})

@Controller('organisations/:org/scorecard')
export class ScorecardsController {
  constructor(private readonly scorecards: ScorecardsService) {}

  @Get()
  @Header('content-type', 'application/json; charset=utf-8')
  scorecard(@InScope() scope: Scope, @Asked(question) asked: Shaped<typeof question>): Promise<string> {
    return this.scorecards.scorecard(scope, asked)
  }
}
