import { JSDOM } from 'jsdom'
import { Activity } from './activity.js'
import { Components } from './components.js'
import { appConfig, type AppConfig, type Dist } from './dist.js'
import { describe, Elements } from './elements.js'
import { loadFramework } from './framework.js'
import { Pages, type Query } from './pages.js'
import type { Phone } from './phone.js'
import { LogicRealm } from './realm.js'
import { Trace } from './trace.js'
import { createWx } from './wx/index.js'
import { Lifecycle } from './wx/lifecycle.js'

export interface LaunchOptions {
  path: string
  query: Query
  scene: number
}

type AppDefinition = Record<string, ((...args: unknown[]) => unknown) | undefined>

/** One run of the mini program, from cold start to its end, and what a person can do with it. */
export class MiniApp {
  readonly trace = new Trace()
  private readonly activity = new Activity()
  private readonly window = new JSDOM('<!doctype html><html><body></body></html>', {
    runScripts: 'outside-only',
    pretendToBeVisual: true,
  }).window
  private readonly realm: LogicRealm
  private readonly pages: Pages
  private readonly elements: Elements
  private readonly lifecycle: Lifecycle
  private readonly config: AppConfig
  private readonly launchOptions: LaunchOptions
  private app?: AppDefinition

  constructor(phone: Phone, dist: Dist, options: Partial<LaunchOptions> = {}) {
    const { trace, activity, window } = this
    this.config = appConfig(dist)
    this.launchOptions = { path: this.config.pages[0] ?? '', query: {}, scene: 1001, ...options }
    this.realm = new LogicRealm(dist, trace, activity)
    this.lifecycle = new Lifecycle(this.realm)
    const framework = loadFramework(window)
    framework.glassEasel.addGlobalErrorListener((error) => {
      trace.fail('framework', error)
      return false
    })
    framework.glassEasel.addGlobalWarningListener((message) => {
      trace.warnings.push(String(message))
      return false
    })
    const components = new Components(dist, framework, this.realm, trace, activity, (source) => window.eval(source))
    this.pages = new Pages(this.config, window.document, framework, components, this.realm)
    this.elements = new Elements(window)
    this.realm.define({
      wx: createWx({
        phone,
        realm: this.realm,
        trace,
        activity,
        lifecycle: this.lifecycle,
        launch: this.launchOptions,
        pages: () => this.pages,
      }),
      App: (definition: AppDefinition) => (this.app = definition),
      getApp: () => this.app,
      getCurrentPages: () => this.pages.stack.map((page) => page.instance),
    })
    this.start(components)
  }

  private start(components: Components): void {
    this.realm.require('app')
    if (!this.app) throw new Error('app.js does not call App()')
    components.loadUsed()
    this.callApp('onLaunch', this.realm.own(this.launchOptions))
    this.callApp('onShow', this.realm.own(this.launchOptions))
    this.pages.open(this.launchOptions.path, this.launchOptions.query)
  }

  /** Waits until nothing is under way: no timer, no request, no update. */
  async idle(): Promise<void> {
    await this.activity.idle()
  }

  /** The path of the page on screen. */
  get path(): string {
    return this.pages.current.path
  }

  get query(): Query {
    return this.pages.current.query
  }

  /** How many pages lie on each other. */
  get depth(): number {
    return this.pages.stack.length
  }

  has(selector: string): boolean {
    return this.pages.current.holder.querySelector(selector) !== null
  }

  /** The element on screen; throws when there is none. */
  find(selector: string): Element {
    const element = this.pages.current.holder.querySelector(selector)
    if (!element) throw new Error(`${this.path} shows no ${selector}`)
    return element
  }

  all(selector: string): Element[] {
    return [...this.pages.current.holder.querySelectorAll(selector)]
  }

  text(selector: string): string {
    return (this.find(selector).textContent ?? '').trim()
  }

  /** All text on screen. */
  get screen(): string {
    return (this.pages.current.holder.textContent ?? '').trim()
  }

  value(selector: string): string {
    return (this.find(selector) as HTMLInputElement).value
  }

  async tap(target: string | Element): Promise<void> {
    const element = typeof target === 'string' ? this.find(target) : target
    const disabled = element.closest('button[disabled], switch[disabled]')
    if (disabled) throw new Error(`${describe(disabled)} is disabled`)
    this.elements.tap(element)
    await this.idle()
  }

  async input(selector: string, value: string): Promise<void> {
    const element = this.find(selector)
    this.elements.fire(element, 'focus', { value: (element as HTMLInputElement).value, height: 0 })
    this.elements.type(element, value)
    await this.idle()
    this.elements.fire(element, 'blur', { value, cursor: value.length })
    await this.idle()
  }

  /** Sends a component event that no tap makes, such as a picker's `change`. */
  async fire(selector: string, type: string, detail: unknown): Promise<void> {
    this.elements.fire(this.find(selector), type, detail)
    await this.idle()
  }

  /** Chooses in a `picker`: an index, or a day for `mode="date"`. */
  async pick(selector: string, value: number | string | number[]): Promise<void> {
    const picker = this.find(selector).closest('picker')
    if (!picker) throw new Error(`${selector} is in no picker`)
    this.elements.fire(picker, 'change', { value })
    await this.idle()
  }

  /** The back key. */
  async back(): Promise<void> {
    this.pages.back()
    await this.idle()
  }

  /** Touches a tab of the tab bar. */
  async tab(path: string): Promise<void> {
    const index = this.pages.tabs.indexOf(path)
    if (index < 0) throw new Error(`${path} is no tab`)
    this.pages.navigate('switchTab', `/${path}`)
    this.pages.call(this.pages.current, 'onTabItemTap', this.realm.own({ index, pagePath: path, text: '' }))
    await this.idle()
  }

  /** Calls an event of the page itself: `onPullDownRefresh`, `onReachBottom`, `onShareAppMessage`. */
  async pageEvent(name: string, argument?: object): Promise<unknown> {
    const result = this.pages.call(this.pages.current, name, this.realm.own(argument ?? {}))
    await this.idle()
    return result
  }

  /** The app goes to the background. */
  async hide(): Promise<void> {
    this.pages.call(this.pages.current, 'onHide')
    this.callApp('onHide', this.realm.own({ reason: 0 }))
    this.lifecycle.emit('AppHide', { reason: 0 })
    await this.idle()
  }

  /** The app comes back to the foreground. */
  async show(): Promise<void> {
    this.callApp('onShow', this.realm.own(this.launchOptions))
    this.lifecycle.emit('AppShow', this.launchOptions)
    this.pages.call(this.pages.current, 'onShow')
    await this.idle()
  }

  /** Ends this run; use `Phone.kill`. */
  end(): void {
    this.realm.end()
    this.window.close()
  }

  private callApp(name: string, argument: unknown): void {
    this.realm.guard(`app ${name}`, () => this.app?.[name]?.(argument))
  }
}
