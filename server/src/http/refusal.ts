import type { Problem, ProblemCode } from '@xingji/shared'
import { catalogue, type RefusalCode } from './problems.js'

/** What an answer with an error carries. */
export interface ErrorBody {
  code: RefusalCode | ProblemCode
  field?: string
  message: string
  details?: unknown
}

/** A request the server will not serve, with its reason; the filter turns it into the answer. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    /** Seconds after which it is worth asking again. */
    readonly retryAfter?: number,
  ) {
    super(body.message)
  }
}

interface Circumstances {
  field?: string
  message?: string
  details?: unknown
  retryAfter?: number
}

/** A refusal of the catalogue. */
export function refuse(code: RefusalCode, { field, message, details, retryAfter }: Circumstances = {}): Refusal {
  const [status, usual] = catalogue[code]
  const body: ErrorBody = { code, message: message ?? usual }
  if (field !== undefined) body.field = field
  if (details !== undefined) body.details = details
  return new Refusal(status, body, retryAfter)
}

/** Bad input: the first problem speaks, all of them stand in the details. */
export function refuseInput(problems: readonly Problem[]): Refusal {
  const first = problems[0]!
  const details = problems.map(({ code, path, message }) => ({ code, field: path, message }))
  return new Refusal(400, { code: first.code, field: first.path, message: first.message, details })
}
