/** One data update sent from the logic layer to the view. */
export interface DataUpdate {
  page: string
  bytes: number
  keys: string[]
}

/** What happened while the app ran: everything a test may want to assert. */
export class Trace {
  readonly calls: { api: string; argument: unknown }[] = []
  readonly updates: DataUpdate[] = []
  readonly errors: string[] = []
  readonly warnings: string[] = []
  readonly logs: string[] = []

  fail(where: string, error: unknown): void {
    const text = error instanceof Object && 'stack' in error ? String(error.stack) : String(error)
    this.errors.push(`${where}: ${text}`)
  }

  called(api: string): unknown[] {
    return this.calls.filter((call) => call.api === api).map((call) => call.argument)
  }
}
