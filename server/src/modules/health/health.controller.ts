import { Controller, Get, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Public } from '../../http/caller.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'
import { FileStore } from '../../platform/files/file-store.js'
import { JobRunner, type JobHealth } from '../../platform/jobs/job-runner.js'

/** `degraded`: records are taken, files are not. */
export interface Health {
  status: 'ok' | 'degraded' | 'down'
  database: 'ok' | 'down'
  files: 'ok' | 'down'
  day: string
  jobs: JobHealth[]
}

@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly clock: Clock,
    private readonly runner: JobRunner,
  ) {}

  /** 503 when the database does not answer: for a load balancer. Without its files a server is still of use. */
  @Get()
  async check(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const [hasDatabase, hasFiles] = await Promise.all([this.database.isUp(), this.files.isUp()])
    if (!hasDatabase) reply.status(503)
    const status = hasDatabase ? (hasFiles ? 'ok' : 'degraded') : 'down'
    const word = (isUp: boolean): 'ok' | 'down' => (isUp ? 'ok' : 'down')
    const jobs = hasDatabase ? await this.runner.health().catch(() => []) : []
    return { status, database: word(hasDatabase), files: word(hasFiles), day: this.clock.today(), jobs }
  }
}
