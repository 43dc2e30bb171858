import { setTimeout as sleep } from 'node:timers/promises'

/** Deadlock, lock wait, snapshot conflict, node not ready: the transaction was undone and may run again. */
const transient = new Set([1213, 1205, 1020, 1047])
/** The connection was lost: at COMMIT the outcome is unknown, so an idempotent transaction runs again. */
const lost = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ECONNREFUSED', 'PROTOCOL_SEQUENCE_TIMEOUT'])
const attempts = 8

interface DriverError {
  errno?: number
  code?: string
  driverError?: DriverError
}

/** Another writer got in the way: look again. A version check that failed throws it too. */
export class Overtaken extends Error {
  constructor() {
    super('The row was changed by another writer.')
  }
}

/** May the same transaction succeed when it runs once more? */
export function isRetryable(error: unknown): boolean {
  if (error instanceof Overtaken) return true
  const { errno, code = '' } = (error as DriverError)?.driverError ?? (error as DriverError) ?? {}
  return (
    (errno !== undefined && transient.has(errno)) ||
    lost.has(code) ||
    code.startsWith('SQLITE_BUSY') ||
    isDuplicate(error)
  )
}

/** A key was taken between look and write: the next run sees the row and decides properly. */
export function isDuplicate(error: unknown): boolean {
  const { errno, code = '' } = (error as DriverError)?.driverError ?? (error as DriverError) ?? {}
  return errno === 1062 || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE'
}

/** Runs an idempotent transaction, a bounded number of times, with full jitter between the tries. */
export async function retry<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction()
    } catch (error) {
      if (attempt === attempts || !isRetryable(error)) throw error
      await sleep(Math.random() * Math.min(500, 5 * 2 ** attempt))
    }
  }
}
