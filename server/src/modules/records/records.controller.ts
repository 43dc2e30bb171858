import { Controller, Delete, Get, HttpStatus, Put, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import type { Scope } from '../../http/caller.js'
import { Asked, IdParam, InScope, Payload } from '../../http/parameters.js'
import { object, optional, raw, whole, type Shaped } from '../../http/shape.js'
import { ChangesService, type Changes } from './changes.service.js'
import { knownQuery, place } from './known.js'
import { RecordsService, type Receipt, type RevisionView, type StandingRecord } from './records.service.js'

const putBody = object({ base: whole('所改的版本号'), record: raw('记录') })
const deleteQuery = object({ base: whole('所删的版本号', { min: 1, isText: true }), known: place })
const changesQuery = object({
  after: place,
  known: place,
  limit: optional(whole('每页条数', { min: 1, max: 500, isText: true })),
})

@Controller('organisations/:org')
export class RecordsController {
  constructor(
    private readonly records: RecordsService,
    private readonly feed: ChangesService,
  ) {}

  @Get('changes')
  changes(
    @InScope() scope: Scope,
    @Asked(changesQuery) { after, limit = 200, known }: Shaped<typeof changesQuery>,
  ): Promise<Changes> {
    return this.feed.since(scope, after, limit, known)
  }

  @Put('records/:id')
  async put(
    @InScope() scope: Scope,
    @IdParam('id') id: string,
    @Payload(putBody) { base, record }: Shaped<typeof putBody>,
    @Asked(knownQuery) { known }: Shaped<typeof knownQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Receipt> {
    const { receipt, isNew } = await this.records.put(scope, id, base, record, known)
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
    return receipt
  }

  @Delete('records/:id')
  remove(
    @InScope() scope: Scope,
    @IdParam('id') id: string,
    @Asked(deleteQuery) { base, known }: Shaped<typeof deleteQuery>,
  ): Promise<Receipt> {
    return this.records.remove(scope, id, base, known)
  }

  @Get('records/:id')
  find(
    @InScope() scope: Scope,
    @IdParam('id') id: string,
    @Asked(knownQuery) { known }: Shaped<typeof knownQuery>,
  ): Promise<StandingRecord> {
    return this.records.find(scope, id, known)
  }

  @Get('records/:id/history')
  async history(@InScope() scope: Scope, @IdParam('id') id: string): Promise<{ revisions: RevisionView[] }> {
    return { revisions: await this.records.history(scope, id) }
  }
}
