import { format } from 'node:util'
import vm from 'node:vm'
import type { Activity } from './activity.js'
import { type Dist, resolvePath } from './dist.js'
import type { Trace } from './trace.js'

/** Timers longer than this do not keep the app from being at rest. */
const longTimer = 1000

/** Not to be had in WeChat's logic layer on every phone, or not the same. */
const absent = ['Intl', 'WebAssembly', 'SharedArrayBuffer', 'Atomics']

type Callback = (...args: unknown[]) => void
interface Module {
  exports: unknown
}

/**
 * The logic layer: a JavaScript realm of its own without DOM, browser APIs, `eval` or `new Function`, which loads the
 * package's CommonJS files. Whatever crosses into it is copied, as between WeChat's two threads.
 */
export class LogicRealm {
  private readonly context: vm.Context
  private readonly modules = new Map<string, Module>()
  private readonly timers = new Map<number, () => void>()
  private nextTimer = 1
  private alive = true
  private readonly inside: { Object: ObjectConstructor; Array: ArrayConstructor; ArrayBuffer: ArrayBufferConstructor }

  constructor(
    private readonly dist: Dist,
    private readonly trace: Trace,
    private readonly activity: Activity,
  ) {
    const log =
      (to: string[]) =>
      (...args: unknown[]) =>
        void to.push(format(...args))
    const sandbox = {
      console: {
        log: log(trace.logs),
        info: log(trace.logs),
        debug: log(trace.logs),
        warn: log(trace.warnings),
        error: log(trace.errors),
      },
      setTimeout: (run: Callback, ms?: number, ...args: unknown[]) => this.start(run, ms ?? 0, args),
      clearTimeout: (id: number) => this.stop(id),
      setInterval: (run: Callback, ms?: number, ...args: unknown[]) => this.repeat(run, ms ?? 0, args),
      clearInterval: (id: number) => this.stop(id),
    }
    this.context = vm.createContext(sandbox, { codeGeneration: { strings: false, wasm: false } })
    vm.runInContext(absent.map((name) => `delete globalThis.${name}`).join(';'), this.context)
    this.inside = vm.runInContext('({Object, Array, ArrayBuffer})', this.context)
  }

  /** Adds global names. */
  define(globals: Record<string, unknown>): void {
    Object.assign(this.context, globals)
  }

  /** Runs a file of the package once, like `require`; returns its exports. */
  require(path: string): unknown {
    const { texts } = this.dist
    const file = [path, `${path}.js`, `${path}/index.js`].find((name) => name.endsWith('.js') && name in texts)
    if (!file) throw new Error(`module "${path}" is not in the package`)
    const known = this.modules.get(file)
    if (known) return known.exports
    const module: Module = { exports: this.own({}) }
    this.modules.set(file, module)
    const source = `(function(require, module, exports) {${texts[file]}\n})`
    const run = vm.runInContext(source, this.context, { filename: file })
    run((request: string) => this.require(resolvePath(file, request)), module, module.exports)
    return module.exports
  }

  /** A copy of plain data made of the realm's own objects; functions pass as they are. */
  own<T>(value: T): T {
    return this.copy(value) as T
  }

  private copy(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (isArrayBuffer(value)) {
      const bytes = new this.inside.ArrayBuffer(value.byteLength)
      new Uint8Array(bytes).set(new Uint8Array(value))
      return bytes
    }
    if (Array.isArray(value)) return this.inside.Array.from(value, (item) => this.copy(item))
    const copy = new this.inside.Object() as Record<string, unknown>
    for (const [key, item] of Object.entries(value)) copy[key] = this.copy(item)
    return copy
  }

  /** Runs `task` soon, unless the app has ended by then; the app is not at rest before. */
  defer(task: () => void, ms = 0): void {
    this.start(task, ms, [])
  }

  /** Runs code of the app and writes down what it throws. */
  guard<T>(where: string, run: () => T): T | undefined {
    if (!this.alive) return undefined
    try {
      return run()
    } catch (error) {
      this.trace.fail(where, error)
      return undefined
    }
  }

  /** Ends everything at once, as when the phone kills the app. */
  end(): void {
    this.alive = false
    for (const id of [...this.timers.keys()]) this.stop(id)
  }

  private start(run: Callback, ms: number, args: unknown[]): number {
    const id = this.nextTimer++
    if (!this.alive) return id
    const done = ms > longTimer ? () => undefined : this.activity.begin()
    const handle = setTimeout(() => {
      this.timers.delete(id)
      this.guard('timer', () => run(...args))
      done()
    }, ms)
    this.timers.set(id, () => {
      clearTimeout(handle)
      done()
    })
    return id
  }

  private repeat(run: Callback, ms: number, args: unknown[]): number {
    const id = this.nextTimer++
    if (!this.alive) return id
    const handle = setInterval(() => this.guard('interval', () => run(...args)), ms)
    this.timers.set(id, () => clearInterval(handle))
    return id
  }

  private stop(id: number): void {
    this.timers.get(id)?.()
    this.timers.delete(id)
  }
}

/** Holds for buffers of every realm, where `instanceof` does not. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]'
}
