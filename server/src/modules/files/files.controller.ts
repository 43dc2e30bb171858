import { PassThrough, type Readable } from 'node:stream'
import { Controller, Get, HttpStatus, Post, Put, Req, Res, StreamableFile } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Public, type Scope } from '../../http/caller.js'
import { Asked, HashParam, IdParam, InScope } from '../../http/parameters.js'
import { refuseInput } from '../../http/refusal.js'
import { choice, object, optional, text, whole, type Shaped } from '../../http/shape.js'
import { knownQuery } from '../records/known.js'
import { sizes } from './addresses.js'
import { FilesService, type FileReceipt } from './files.service.js'
import { endingOf } from './inspection/kinds.js'

const size = choice('大小', sizes)
const sizeQuery = object({ size: optional(size) })
const addressQuery = object({
  size,
  expires: whole('有效期', { isText: true }),
  signature: text('签名', { max: 64 }),
})

@Controller()
export class FilesController {
  constructor(private readonly files: FilesService) {}

  /** The bytes as they are. */
  @Put('organisations/:org/files/:sha256')
  put(
    @InScope() scope: Scope,
    @HashParam('sha256') hash: string,
    @Asked(knownQuery) { known }: Shaped<typeof knownQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FileReceipt> {
    return this.receive(scope, { hash, bytes: streamOf(request.body), known }, reply)
  }

  /** The same as a form with one file: what a mini program's upload can send. */
  @Post('organisations/:org/files/:sha256')
  async post(
    @InScope() scope: Scope,
    @HashParam('sha256') hash: string,
    @Asked(knownQuery) { known }: Shaped<typeof knownQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FileReceipt> {
    const part = request.isMultipart() ? await request.file() : undefined
    if (!part) throw refuseInput([{ code: 'missing', path: 'file', message: '请选择要上传的文件。' }])
    return this.receive(scope, { hash, bytes: part.file, known }, reply)
  }

  @Get('organisations/:org/files/:sha256/address')
  address(
    @InScope() scope: Scope,
    @HashParam('sha256') hash: string,
    @Asked(sizeQuery) { size = 'full' }: Shaped<typeof sizeQuery>,
  ): Promise<{ address: string; expiresAt: string }> {
    return this.files.address(scope, hash, size)
  }

  /** Where signed addresses lead. Always a download, never a page of ours. */
  @Get('files/:organisation/:sha256')
  @Public()
  async fetch(
    @IdParam('organisation') organisation: string,
    @HashParam('sha256') hash: string,
    @Asked(addressQuery) { size, expires, signature }: Shaped<typeof addressQuery>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { bytes, type, length } = await this.files.fetch({ organisation, hash, size, expires }, signature)
    reply.header('cache-control', 'private, no-store').header('content-security-policy', "default-src 'none'; sandbox")
    const disposition = `attachment; filename="${hash.slice(0, 12)}.${endingOf(type)}"`
    return new StreamableFile(bytes, { type, length, disposition })
  }

  private async receive(
    scope: Scope,
    { hash, bytes, known }: { hash: string; bytes: Readable; known: string | undefined },
    reply: FastifyReply,
  ): Promise<FileReceipt> {
    const { receipt, isNew } = await this.files.receive(scope, hash, bytes, known)
    reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK)
    return receipt
  }
}

/** The body of a request that is not JSON is its stream; one without a body is empty. */
function streamOf(body: unknown): Readable {
  if (body === undefined || body === null) return new PassThrough().end()
  if (typeof (body as Partial<Readable>).pipe === 'function') return body as Readable
  throw refuseInput([{ code: 'wrongType', path: '', message: '请直接提交文件内容，类型写 application/octet-stream。' }])
}
