/**
 * One thing wrong with an input, in words its author can act on.
 * `code` is stable; `path` is a field path such as `records[3].on`; `message` is a Chinese sentence naming the cause
 * and, where there is one, the fix.
 */
export interface Problem {
  code: ProblemCode
  /** File the problem is in, when the input came from files. */
  file?: string
  /** 1-based line in `file`, when known. */
  line?: number
  path: string
  message: string
}

/** Every code an input can be refused with. The one catalogue for loader, ledger, server and app. */
export const problemCodes = [
  'syntax',
  'duplicate',
  'unknownKey',
  'missing',
  'wrongType',
  'badDay',
  'badRange',
  'unknownKind',
  'unknownField',
  'unknownOption',
  'unknownBody',
  'unknownRubric',
  'unknownItem',
  'unknownRecord',
  'tooLong',
  'tooMany',
  'inconsistent',
  'unreachable',
  'total',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** A value, or the problems that stand in its way: never both, never an exception for bad input. */
export type Result<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

/** Thrown only at the outermost shell, when a caller asked for a value and the input has problems. */
export class ProblemError extends Error {
  constructor(readonly problems: Problem[]) {
    super(problems.map(formatProblem).join('\n'))
  }
}

/** `file:line: path: message`, one line. */
export function formatProblem(problem: Problem): string {
  const place = [problem.file && (problem.line ? `${problem.file}:${problem.line}` : problem.file), problem.path]
  return [...place.filter(Boolean), problem.message].join(': ')
}
