import { Injectable } from '@nestjs/common'
import { Job } from '../../platform/jobs/job.js'
import { HeadCountService } from './headcount.service.js'

/** Closes the counts nobody closed, so that what told their phones apart goes. */
@Injectable()
export class ForgottenCounts extends Job {
  readonly name = 'headcounts'

  constructor(private readonly counts: HeadCountService) {
    super()
  }

  run(): Promise<void> {
    return this.counts.closeForgotten()
  }
}
