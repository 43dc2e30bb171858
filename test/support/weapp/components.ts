import type { Activity } from './activity.js'
import { appConfig, type Dist, pagePaths, resolvePath } from './dist.js'
import type { Framework, FrameworkEvent, FrameworkNode } from './framework.js'
import type { LogicRealm } from './realm.js'
import { compileTemplates } from './templates.js'
import type { Trace } from './trace.js'

/** What WeChat refuses to carry from the logic layer to the view in one piece. */
const largestUpdate = 1024 * 1024

type Definition = Record<string, unknown>
type Method = (this: unknown, ...args: unknown[]) => unknown

/**
 * The pages and components of the package: compiles their templates, takes what the logic layer registers through
 * `Page()` and `Component()`, and carries data and events between the two sides as JSON, as WeChat does.
 */
export class Components {
  private readonly registered = new Set<string>()
  private loading = ''
  /** The constructors of the view's realm, by name. */
  private readonly types: Record<string, unknown>

  constructor(
    private readonly dist: Dist,
    private readonly framework: Framework,
    private readonly realm: LogicRealm,
    private readonly trace: Trace,
    private readonly activity: Activity,
    evaluate: (source: string) => unknown,
  ) {
    this.types = evaluate('({ String, Number, Boolean, Object, Array })') as Record<string, unknown>
    this.addTemplates(evaluate)
    this.recordUpdates()
    realm.define({
      Page: (definition: Definition) => this.register('pageDefinition', definition),
      Component: (definition: Definition) => this.register('definition', definition),
      Behavior: (definition: Definition) => framework.space.behavior().definition(this.outward(definition)).register(),
    })
  }

  /** Runs the script of a page or component, once. */
  load(path: string): void {
    if (this.registered.has(path)) return
    const outer = this.loading
    this.loading = path
    try {
      this.realm.require(path)
    } finally {
      this.loading = outer
    }
    if (!this.registered.has(path)) throw new Error(`${path}.js registers neither a page nor a component`)
  }

  /** Runs the scripts of the components that any page uses. */
  loadUsed(): void {
    const seen = new Set<string>()
    const visit = (path: string): void => {
      const config = this.dist.texts[`${path}.json`]
      const used: Record<string, string> = config ? (JSON.parse(config).usingComponents ?? {}) : {}
      for (const request of Object.values(used)) {
        const component = resolvePath(path, request)
        if (seen.has(component)) continue
        seen.add(component)
        visit(component)
        this.load(component)
      }
    }
    for (const path of ['app', ...pagePaths(appConfig(this.dist))]) visit(path)
  }

  private addTemplates(evaluate: (source: string) => unknown): void {
    const { texts } = this.dist
    const { space } = this.framework
    const { source, diagnostics } = compileTemplates(this.dist)
    if (diagnostics.length) throw new Error(`templates do not compile:\n${diagnostics.join('\n')}`)
    for (const [file, text] of Object.entries(texts)) {
      if (!file.endsWith('.json') || /^(app|project\.config|project\.private\.config|sitemap)\.json$/.test(file))
        continue
      space.addComponentStaticConfig(file.slice(0, -'.json'.length), JSON.parse(text))
    }
    const groupList = evaluate(source) as Record<string, unknown>
    for (const [path, content] of Object.entries(groupList)) {
      if (!(`${path}.wxml` in texts)) continue
      // Without the fallback `bindtap` on a built-in element would be an attribute like any other.
      space.addCompiledTemplate(path, { groupList, content, fallbackListenerOnNativeNode: true })
    }
  }

  private recordUpdates(): void {
    const { trace, activity, realm } = this
    const caller = this.framework.adapter.component.ComponentCaller.prototype
    const setData = caller.setData
    caller.setData = function (data, done) {
      const json = JSON.stringify(data)
      const bytes = Buffer.byteLength(json)
      trace.updates.push({ page: this.is, bytes, keys: Object.keys(data) })
      activity.moved()
      if (bytes > largestUpdate) trace.fail('setData', new Error(`${bytes} bytes in one update`))
      setData.call(this, JSON.parse(json))
      if (done) realm.defer(() => done.call(this))
    }
  }

  private register(as: 'pageDefinition' | 'definition', definition: Definition): void {
    this.registered.add(this.loading)
    this.framework.space.component(this.loading)[as](this.outward(definition)).register()
  }

  /** A definition of the logic layer as the view's framework takes it. */
  private outward(definition: Definition): Definition {
    const outward: Definition = {}
    for (const [key, value] of Object.entries(definition)) {
      if (typeof value === 'function') outward[key] = this.inward(value as Method)
      else if (key === 'methods' || key === 'lifetimes' || key === 'pageLifetimes') {
        outward[key] = this.outward(value as Definition)
      } else if (key === 'data') outward[key] = JSON.parse(JSON.stringify(value))
      else if (key === 'properties') outward[key] = this.ownProperties(value as Definition)
      else outward[key] = value
    }
    return outward
  }

  /** `type: Object` names the logic realm's constructor; the framework compares with its own. */
  private ownProperties(properties: Definition): Definition {
    const own = (type: unknown): unknown => (typeof type === 'function' ? (this.types[type.name] ?? type) : type)
    const entries = Object.entries(properties).map(([name, value]) => {
      if (typeof value !== 'object' || value === null) return [name, own(value)]
      const { type, ...rest } = value as { type?: unknown }
      return [name, { ...JSON.parse(JSON.stringify(rest)), type: own(type) }]
    })
    return Object.fromEntries(entries)
  }

  /** A method of the logic layer that may be called with the framework's events. */
  private inward(method: Method): Method {
    const { realm, trace } = this
    return function (...args) {
      try {
        return method.apply(
          this,
          args.map((argument) => (isEvent(argument) ? realm.own(plainEvent(argument)) : argument)),
        )
      } catch (error) {
        trace.fail('handler', error)
        throw error
      }
    }
  }
}

function isEvent(value: unknown): value is FrameworkEvent {
  if (typeof value !== 'object' || value === null) return false
  const { type, target, preventDefault } = value as Partial<FrameworkEvent>
  return typeof type === 'string' && target !== undefined && typeof preventDefault === 'function'
}

/** The event object that a page's handler gets in WeChat: plain data. */
function plainEvent({ type, timeStamp, target, currentTarget, mark, detail }: FrameworkEvent): object {
  return {
    type,
    timeStamp,
    target: plainTarget(target),
    currentTarget: plainTarget(currentTarget),
    mark: mark ?? {},
    detail: plainDetail(detail),
    touches: [],
    changedTouches: [],
    mut: false,
  }
}

function plainTarget(target: FrameworkNode): object {
  const node = target._$ ?? target
  const dataset = JSON.parse(JSON.stringify(node.dataset ?? {}))
  return { id: node.id ?? '', dataset, offsetLeft: 0, offsetTop: 0 }
}

function plainDetail(detail: unknown): unknown {
  if (detail === undefined) return {}
  const isView = (key: string, value: unknown): boolean =>
    key === 'view' || (typeof value === 'object' && value !== null && 'nodeType' in value)
  return JSON.parse(JSON.stringify(detail, (key, value) => (isView(key, value) ? undefined : value)))
}
