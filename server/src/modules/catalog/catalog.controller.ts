import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common'
import type { Catalog, Rubric } from '@xingji/shared'
import type { FastifyReply } from 'fastify'
import { Public } from '../../http/caller.js'
import { refuse } from '../../http/refusal.js'
import { Library } from './library.js'

interface RubricEntry extends Pick<Rubric, 'title' | 'edition' | 'maximum' | 'minEngine'> {
  /** What it is asked by: `cast-2018`, or `cast-2018@2019` for a later edition. */
  id: string
  hash: string
}

/** The law as data, content-addressed: a client that has the hash need not fetch again. */
@Controller()
@Public()
export class CatalogController {
  constructor(private readonly library: Library) {}

  @Get('catalog')
  @Header('cache-control', 'no-cache')
  catalog(
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { hash: string; catalog: Catalog } | undefined {
    const { hash, value } = this.library.catalog
    return isKnown(known, hash, reply) ? undefined : { hash, catalog: value }
  }

  @Get('rubrics')
  rubrics(): { rubrics: RubricEntry[] } {
    const entries = this.library.rubrics.map(({ reference: id, hash, value }) => {
      const { title, edition, maximum, minEngine } = value
      return { id, title, edition, maximum, minEngine, hash }
    })
    return { rubrics: entries }
  }

  @Get('rubrics/:id')
  @Header('cache-control', 'no-cache')
  rubric(
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { hash: string; rubric: Rubric } | undefined {
    const published = this.library.rubric(id)
    if (!published) throw refuse('rubricUnknown', { field: 'id' })
    return isKnown(known, published.hash, reply) ? undefined : { hash: published.hash, rubric: published.value }
  }
}

function isKnown(known: string | undefined, hash: string, reply: FastifyReply): boolean {
  reply.header('etag', `"${hash}"`)
  if (known !== `"${hash}"`) return false
  reply.status(304)
  return true
}
