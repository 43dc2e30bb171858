import type { LogicRealm } from '../realm.js'
import type { Trace } from '../trace.js'
import type { Activity } from '../activity.js'

export type Options = Record<string, unknown>
interface Callbacks {
  success?: (result: unknown) => void
  fail?: (error: unknown) => void
  complete?: (result: unknown) => void
}
export type Api = Record<string, unknown>

/** A refusal as WeChat words it: `api:fail message`. */
export class WxError extends Error {
  constructor(
    message: string,
    readonly errno?: number,
  ) {
    super(message)
  }
}

/** Makes `wx` functions that keep WeChat's manners: callbacks later, results copied in, every call written down. */
export class ApiMaker {
  constructor(
    private readonly realm: LogicRealm,
    private readonly trace: Trace,
    private readonly activity: Activity,
  ) {}

  /** `wx.name(options)` with success, fail and complete, or a promise when none is given. */
  later<T extends Options>(
    name: string,
    work: (options: T) => unknown = () => ({}),
  ): (options?: T & Callbacks) => unknown {
    return (options) => {
      const given = (options ?? {}) as T & Callbacks
      this.note(name, given)
      const done = this.activity.begin()
      const outcome = new Promise<unknown>((resolve, reject) => {
        this.realm.defer(() => {
          try {
            resolve(work(given))
          } catch (error) {
            reject(error)
          }
        })
      }).then(
        (result) => ({ ok: true, value: this.realm.own({ ...(result as object), errMsg: `${name}:ok` }) }),
        (error) => ({ ok: false, value: this.realm.own(refusal(name, error)) }),
      )
      const { success, fail, complete } = given
      const settled = outcome.finally(done)
      if (!success && !fail && !complete) {
        return settled.then(({ ok, value }) => (ok ? value : Promise.reject(value)))
      }
      void settled.then(({ ok, value }) => {
        this.realm.guard(name, () => (ok ? success : fail)?.(value))
        this.realm.guard(name, () => complete?.(value))
      })
      return undefined
    }
  }

  /** `wx.nameSync(…)`: returns a copy or throws. */
  now<A extends unknown[]>(name: string, work: (...args: A) => unknown): (...args: A) => unknown {
    return (...args) => {
      this.note(name, args[0])
      try {
        return this.realm.own(work(...args))
      } catch (error) {
        throw Object.assign(new Error(refusal(name, error).errMsg), refusal(name, error))
      }
    }
  }

  private note(api: string, argument: unknown): void {
    this.trace.calls.push({ api, argument: plain(argument) })
    this.activity.moved()
  }
}

function refusal(name: string, error: unknown): { errMsg: string; errno?: number } {
  const message = error instanceof Error ? error.message : String(error)
  const errno = error instanceof WxError && error.errno !== undefined ? { errno: error.errno } : {}
  return { errMsg: `${name}:fail ${message}`, ...errno }
}

function plain(value: unknown): unknown {
  if (value === undefined) return undefined
  try {
    return JSON.parse(JSON.stringify(value))
  } catch {
    return String(value)
  }
}
