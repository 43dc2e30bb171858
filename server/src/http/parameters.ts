import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { Problem } from '@xingji/shared'
import type { FastifyRequest } from 'fastify'
import { isId } from '../platform/ids.js'
import type { Caller, Scope } from './caller.js'
import { refuse, refuseInput } from './refusal.js'
import type { Schema, Shape } from './shape.js'

const bodies = new Map<string, Schema>()
const queries = new Map<string, Schema>()

/** What the body and the query of a route look like, for the API's description; `route` is `<controller>.<method>`. */
export const schemasOf = (route: string): { body?: Schema | undefined; query?: Schema | undefined } => {
  return { body: bodies.get(route), query: queries.get(route) }
}

type Request = FastifyRequest & { caller?: Caller; scope?: Scope }
const requestOf = (context: ExecutionContext): Request => context.switchToHttp().getRequest<Request>()

function readOrRefuse<T>(shape: Shape<T>, value: unknown): T {
  const problems: Problem[] = []
  const read = shape.read(value, '', problems)
  if (problems.length > 0) throw refuseInput(problems)
  return read as T
}

const FromBody = createParamDecorator((shape: Shape<unknown>, context: ExecutionContext) => {
  const { body } = requestOf(context)
  // Bodies that are not JSON arrive as streams, for files only.
  if (typeof (body as { pipe?: unknown } | null)?.pipe === 'function') throw refuse('mediaType')
  return readOrRefuse(shape, body ?? {})
})
const FromQuery = createParamDecorator((shape: Shape<unknown>, context: ExecutionContext) =>
  readOrRefuse(shape, requestOf(context).query),
)

const described =
  (known: Map<string, Schema>, read: typeof FromBody) =>
  (shape: Shape<unknown>): ParameterDecorator =>
  (target, method, position) => {
    known.set(`${target.constructor.name}.${String(method)}`, shape.schema)
    read(shape)(target, method, position)
  }

/** The JSON body, validated. */
export const Payload = described(bodies, FromBody)
/** The query, validated. */
export const Asked = described(queries, FromQuery)

/** A record's id in the path. */
export const IdParam = createParamDecorator((name: string, context: ExecutionContext) => {
  const value = (requestOf(context).params as Record<string, string>)[name]
  if (!isId(value)) throw refuse('badId', { field: name })
  return value
})

/** The SHA-256 of a file in the path. */
export const HashParam = createParamDecorator((name: string, context: ExecutionContext) => {
  const value = (requestOf(context).params as Record<string, string>)[name]
  if (!value || !/^[0-9a-f]{64}$/.test(value)) throw refuse('fileUnknown', { field: name })
  return value
})

/** Who calls; set by the sign-in guard. */
export const SignedIn = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).caller)
/** In which organisation and role; set by the organisation guard. */
export const InScope = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).scope)
