import { Controller, Get, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Public } from '../../http/caller.js'
import { Clock } from '../../platform/clock.js'
import { Database } from '../../platform/database/database.js'

@Controller('health')
@Public()
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** `ok` when the database answers, else 503: for a load balancer. */
  @Get()
  async check(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: 'ok' | 'down'; day: string }> {
    const isUp = await this.database.isUp()
    if (!isUp) reply.status(503)
    return { status: isUp ? 'ok' : 'down', day: this.clock.today() }
  }
}
