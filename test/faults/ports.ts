import type { Clock, Http, HttpAnswer, HttpRequest, TextStore } from '../../miniapp/src/platform/ports'

/** A change of the phone's storage that the app asked for and that has not happened yet. */
export interface StoreStep {
  kind: 'store'
  key: string
  /** Absent: the text is removed. */
  text?: string
  done: () => void
  failed: (error: Error) => void
}

/** A request on its way there, or its answer on the way back. */
export interface NetStep {
  kind: 'net'
  request: HttpRequest
  answer?: HttpAnswer
  /** How often the server had been restored when it answered. */
  epoch?: number
  done: (answer: HttpAnswer) => void
  failed: (error: Error) => void
}

export type Step = StoreStep | NetStep

export const isWrite = ({ method }: HttpRequest): boolean => method !== 'GET'

/**
 * The ports of one life of an app: every change and every request waits until the schedule lets it happen. After the
 * app was killed nothing it waits for ever comes.
 */
export class GatedPorts {
  readonly waiting: Step[] = []
  timers: { at: number; callback: () => void }[] = []
  private alive = true

  constructor(
    private readonly disk: Map<string, string>,
    private readonly now: () => number,
  ) {}

  /** The app is gone; what it had under way is handed over. */
  kill(): Step[] {
    this.alive = false
    this.timers = []
    return this.waiting.splice(0)
  }

  readonly store: TextStore = {
    supported: true,
    readAll: (prefix) => this.living(new Map([...this.disk].filter(([key]) => key.startsWith(prefix)))),
    read: (key) => this.living(this.disk.get(key)),
    write: (key, text) => this.change(key, text),
    remove: (key) => this.change(key),
  }

  readonly http: Http = {
    send: (request) => new Promise((done, failed) => this.wait({ kind: 'net', request, done, failed })),
  }

  readonly clock: Clock = {
    now: () => this.now(),
    after: (milliseconds, callback) => {
      if (this.alive) this.timers.push({ at: this.now() + milliseconds, callback })
    },
  }

  take(step: Step): void {
    this.waiting.splice(this.waiting.indexOf(step), 1)
  }

  /** Rings what is due. */
  ring(): void {
    const due = this.timers.filter(({ at }) => at <= this.now())
    this.timers = this.timers.filter(({ at }) => at > this.now())
    for (const { callback } of due) callback()
  }

  private change(key: string, text?: string): Promise<void> {
    return new Promise((done, failed) =>
      this.wait({ kind: 'store', key, ...(text !== undefined && { text }), done, failed }),
    )
  }

  private wait(step: Step): void {
    if (this.alive) this.waiting.push(step)
  }

  private living<T>(value: T): Promise<T> {
    return this.alive ? Promise.resolve(value) : new Promise(() => undefined)
  }
}

/** Lets everything that needs nothing from outside happen. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
