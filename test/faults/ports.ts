import {
  StorageFull,
  type Clock,
  type FileStore,
  type Http,
  type HttpAnswer,
  type HttpRequest,
  type TextStore,
} from '../../miniapp/src/platform/ports'

/** A change of the phone's storage that the app asked for and that has not happened yet. */
export interface StoreStep {
  kind: 'store'
  key: string
  /** Absent: what is there is removed. */
  content?: string | Uint8Array
  disk: Disk
  done: () => void
  failed: (error: Error) => void
}

/** A request on its way there, or its answer on the way back. */
export interface NetStep {
  kind: 'net'
  request: Sent
  answer?: HttpAnswer
  /** How often the server had been restored when it answered. */
  epoch?: number
  /** The step of the schedule at which it answered. */
  answeredAt?: number
  done: (answer: HttpAnswer) => void
  failed: (error: Error) => void
}

export type Step = StoreStep | NetStep

/** A request as it goes out; a file's bytes instead of a text. */
export interface Sent extends HttpRequest {
  bytes?: Uint8Array
}

/** What outlives the app on a phone. */
export interface Disk {
  texts: Map<string, string>
  files: Map<string, Uint8Array>
}

/** Does it. */
export function perform({ key, content, disk }: StoreStep): void {
  if (typeof content === 'string') disk.texts.set(key, content)
  else if (content) disk.files.set(key, content)
  else {
    disk.texts.delete(key)
    disk.files.delete(key)
  }
}

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
    readonly disk: Disk,
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
    readAll: (prefix) => this.living(new Map([...this.disk.texts].filter(([key]) => key.startsWith(prefix)))),
    read: (key) => this.living(this.disk.texts.get(key)),
    write: (key, text) => this.change(key, text),
    remove: (key) => this.change(key),
  }

  readonly files: FileStore = {
    supported: true,
    keys: (prefix) => this.living([...this.disk.files.keys()].filter((key) => key.startsWith(prefix))),
    read: (key) => this.living(this.disk.files.get(key)),
    write: (key, bytes) => this.change(key, bytes).catch(() => Promise.reject(new StorageFull())),
    remove: (key) => this.change(key),
    upload: (key, { url, headers }) =>
      new Promise((done, failed) => {
        const bytes = this.disk.files.get(key)
        if (!bytes) return failed(new Error('no file'))
        const type = { 'content-type': 'application/octet-stream' }
        this.wait({
          kind: 'net',
          request: { method: 'PUT', url, headers: { ...headers, ...type }, bytes },
          done,
          failed,
        })
      }),
    address: () => this.living(undefined),
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

  private change(key: string, content?: string | Uint8Array): Promise<void> {
    const { disk } = this
    return new Promise((done, failed) =>
      this.wait({ kind: 'store', key, disk, ...(content !== undefined && { content }), done, failed }),
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
