import 'reflect-metadata'
import { existsSync } from 'node:fs'
import multipart from '@fastify/multipart'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { AppModule } from './app.module.js'
import { ProblemFilter } from './http/problem-filter.js'
import type { Config } from './platform/config.js'
import { createLogger, FrameworkLogger } from './platform/logging.js'
import type { Surroundings } from './platform/platform.module.js'

/** The pages load nothing from elsewhere and stand in nobody's frame; the builds carry small inline scripts. */
const safetyHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
}

/** How long requests under way may take once the server is told to stop. */
const drainMilliseconds = 5_000

/** Builds the server, ready to listen. */
export async function createApp(config: Config, surroundings: Surroundings = {}): Promise<NestFastifyApplication> {
  const logger = createLogger(config.logLevel)
  const adapter = new FastifyAdapter({
    bodyLimit: config.limits.body,
    trustProxy: config.trustProxy,
    routerOptions: { maxParamLength: 200 },
  })
  const module = await AppModule.with(config, surroundings)
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new FrameworkLogger(logger),
    abortOnError: false,
  })
  app.setGlobalPrefix('api')
  app.useGlobalFilters(new ProblemFilter(logger))
  app.enableShutdownHooks()
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance
  takeStreams(fastify)
  await fastify.register(multipart, { limits: { files: 1, fields: 10, fileSize: config.limits.file + 1 } })
  setHeaders(fastify)
  takeEmptyBodies(fastify)
  endInTime(fastify)
  logRequests(fastify, logger)
  if (existsSync(config.appFolder)) await serveApp(fastify, config.appFolder)
  if (config.docs) await (await import('./http/docs.js')).serveDocs(app)
  return app
}

/** Bodies that are neither JSON nor a form are evidence: handlers read them as a stream, however long. */
function takeStreams(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('*', (_, payload, done) => done(null, payload))
}

/** WeChat announces JSON with every request, also where it sends no body: an empty body is none, not a wrong one. */
function takeEmptyBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw: { headers } }, _, done) => {
    const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
    if (isEmpty) delete headers['content-type']
    done()
  })
}

function setHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_, reply, done) => {
    reply.headers(safetyHeaders)
    done()
  })
}

/** Requests under way may finish when the server stops; a client that never finishes does not hold it up. */
function endInTime(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), drainMilliseconds).unref()
    done()
  })
  // What is left of a refused body is not worth waiting for.
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!request.raw.complete) reply.header('connection', 'close')
    done(null, payload)
  })
}

/** One line a request: the route's pattern, not the address, so that no id or signature is logged. */
function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
    logger.info({ method, route: routeOptions.url, status: statusCode, ms: Math.round(elapsedTime) }, 'request')
    done()
  })
}

/** The built H5 app at `/`. */
async function serveApp(fastify: FastifyInstance, folder: string): Promise<void> {
  const { default: serveStatic } = await import('@fastify/static')
  await fastify.register(serveStatic, { root: folder, index: 'index.html', wildcard: true })
}
