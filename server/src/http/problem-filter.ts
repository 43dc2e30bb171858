import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { isRetryable } from '../platform/database/retry.js'
import { StoreUnavailable } from '../platform/files/file-store.js'
import { refuse, Refusal, refuseInput } from './refusal.js'

/** Turns whatever was thrown into the one form of error; what nobody foresaw is logged and says nothing. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const { method, routeOptions } = http.getRequest<FastifyRequest>()
    const refusal = toRefusal(error)
    if (refusal.status >= 500) this.logger.error({ err: error, method, route: routeOptions.url }, 'request failed')
    const reply = http.getResponse<FastifyReply>()
    if (refusal.retryAfter !== undefined) reply.header('retry-after', refusal.retryAfter)
    reply.status(refusal.status).type('application/json; charset=utf-8').send({ error: refusal.body })
  }
}

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof StoreUnavailable) return refuse('filesUnavailable', { retryAfter: 10 })
  switch ((error as { code?: unknown } | null)?.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return refuse('bodyTooLarge')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return refuse('mediaType')
    case 'FST_REQ_FILE_TOO_LARGE':
      return refuse('fileTooLarge')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return refuseInput([{ code: 'syntax', path: '', message: '提交的内容不是正确的 JSON。' }])
  }
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode
  if (status === 404) return refuse('routeUnknown')
  if (status === 413) return refuse('bodyTooLarge')
  if (status !== undefined && status >= 400 && status < 500)
    return refuseInput([{ code: 'syntax', path: '', message: '请求的格式不正确。' }])
  return isRetryable(error) ? refuse('busy', { retryAfter: 2 }) : refuse('internal')
}
