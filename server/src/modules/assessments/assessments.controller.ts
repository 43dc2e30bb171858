import { Controller, Get, Param, Put } from '@nestjs/common'
import type { Scope } from '../../http/caller.js'
import { InScope, Payload } from '../../http/parameters.js'
import { object, optional, raw, whole, type Shaped } from '../../http/shape.js'
import { AssessmentsService, type AssessmentView } from './assessments.service.js'

const assessmentBody = object({
  base: optional(whole('所改的版本号')),
  selfAssessment: optional(raw('自评分')),
  claims: optional(raw('记录用于哪一项')),
})

@Controller('organisations/:org/assessments/:rubric')
export class AssessmentsController {
  constructor(private readonly assessments: AssessmentsService) {}

  @Get()
  find(@InScope() scope: Scope, @Param('rubric') rubric: string): Promise<AssessmentView> {
    return this.assessments.find(scope, rubric)
  }

  @Put()
  put(
    @InScope() scope: Scope,
    @Param('rubric') rubric: string,
    @Payload(assessmentBody) body: Shaped<typeof assessmentBody>,
  ): Promise<AssessmentView> {
    return this.assessments.put(scope, rubric, body)
  }
}
