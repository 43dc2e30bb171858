import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'

/** One JSON line per event on standard output; tokens and codes never reach it. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['*.authorization', '*.headers.authorization', '*.token', '*.code', '*.secret'],
  })
}

/** Lets the framework write through the same logger. */
export class FrameworkLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message))
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message))
  }
  error(message: unknown, ...rest: unknown[]): void {
    if (message instanceof Error) this.logger.error({ err: message }, message.message)
    else this.logger.error({ detail: rest }, String(message))
  }
}
