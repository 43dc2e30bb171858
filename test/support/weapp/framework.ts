import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The parts of WeChat's framework that the harness touches; its own types are generic beyond use here. */
export interface FrameworkEvent {
  type: string
  timeStamp: number
  target: FrameworkNode
  currentTarget: FrameworkNode
  mark?: Record<string, unknown>
  detail: unknown
  preventDefault(): void
}
export interface FrameworkNode {
  id?: string
  dataset?: Record<string, unknown>
  /** The node behind a component that a page sees. */
  _$?: FrameworkNode
  getBackendElement?(): Element | null
  triggerEvent(
    type: string,
    detail: unknown,
    options: { bubbles: boolean; composed: boolean; capturePhase: boolean },
  ): void
}
export interface PageInstance extends Record<string, unknown> {
  is: string
  data: Record<string, unknown>
}
export interface Root {
  get(): PageInstance
  attach(parent: Element, placeholder: Element): void
  release(): void
}
type Definition = Record<string, unknown>
interface Builder {
  definition(definition: Definition): { register(): void }
  pageDefinition(definition: Definition): { register(): void }
}
export interface CodeSpace {
  component(path: string): Builder
  behavior(): Builder
  addComponentStaticConfig(path: string, config: unknown): void
  addCompiledTemplate(path: string, template: object): void
  prepareComponentOptions(is: string, options: unknown): [Record<string, unknown>, ...unknown[]]
}
export interface Backend {
  createRoot(tag: string, space: CodeSpace, path: string): Root
}
interface BackendContext {
  onEvent(listener: (target: FrameworkNode, type: string, detail: unknown, options: object) => number): void
}
interface GlassEasel {
  globalOptions: Record<string, unknown>
  NativeNode: {
    prototype: {
      getBackendElement(): Element | null
      setAttribute(name: string, value: unknown): void
      updateAttribute(name: string, value: unknown): void
    }
  }
  Event: {
    new (type: string, detail: unknown, options: object): { defaultPrevented(): boolean }
    dispatchEvent(target: FrameworkNode, event: object): void
  }
  CurrentWindowBackendContext: new () => BackendContext
  addGlobalErrorListener(listener: (error: unknown) => boolean): void
  addGlobalWarningListener(listener: (message: unknown) => boolean): void
}
interface Adapter {
  MiniProgramEnv: new () => {
    createCodeSpace(id: string, main: boolean): CodeSpace
    associateBackend(context: BackendContext): Backend
  }
  component: { ComponentCaller: { prototype: { is: string; setData(data: object, done?: () => void): void } } }
}
export interface Framework {
  glassEasel: GlassEasel
  adapter: Adapter
  space: CodeSpace
  backend: Backend
}

const require = createRequire(__filename)
const sources = ['glass-easel/dist/glass_easel.all.js', require.resolve('glass-easel-miniprogram-adapter')].map(
  (file) => readFileSync(require.resolve(file), 'utf8'),
)

/** Loads the framework into a window, so that it finds a document to render into. */
export function loadFramework(window: Window & { eval(source: string): unknown }): Framework {
  let glassEasel: unknown
  const [first, second] = sources.map((source) => {
    const load = window.eval(`(function(module, exports, require) {${source}\n})`) as (...args: unknown[]) => void
    const module = { exports: {} }
    load(module, module.exports, () => glassEasel)
    glassEasel ??= module.exports
    return module.exports
  })
  const framework = { glassEasel: first as GlassEasel, adapter: second as Adapter }
  prepareNodes(framework.glassEasel)
  const environment = new framework.adapter.MiniProgramEnv()
  const context = new framework.glassEasel.CurrentWindowBackendContext()
  const { Event } = framework.glassEasel
  // The backend only reports; without this no event reaches a component.
  context.onEvent((target, type, detail, options) => {
    const event = new Event(type, detail, options)
    Event.dispatchEvent(target, event)
    return event.defaultPrevented() ? 1 : 0
  })
  const space = environment.createCodeSpace('main', true)
  // Tests find elements by the ids that pages write.
  const prepare = space.prepareComponentOptions
  space.prepareComponentOptions = function (is, options) {
    const prepared = prepare.call(this, is, options)
    Object.assign(prepared[0], { idPrefixGenerator: null, writeIdToDOM: true })
    return prepared
  }
  return { ...framework, space, backend: environment.associateBackend(context) }
}

/** Native nodes as the built-in elements are: no value removes an attribute, and `value` is what the field shows. */
function prepareNodes({ globalOptions, NativeNode }: GlassEasel): void {
  globalOptions.throwGlobalError = false
  globalOptions.writeIdToDOM = true
  NativeNode.prototype.updateAttribute = function (name, value) {
    const element = this.getBackendElement()
    const absent = value === undefined || value === null || value === false || (value === '' && name === 'disabled')
    if (absent) element?.removeAttribute(name)
    else this.setAttribute(name, value)
    if (name === 'value' && element && 'value' in element) {
      const text = value === undefined || value === null ? '' : String(value)
      if (element.value !== text) element.value = text
    }
  }
}
