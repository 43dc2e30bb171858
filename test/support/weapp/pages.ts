import { type AppConfig, pagePaths, resolvePath } from './dist.js'
import type { Components } from './components.js'
import type { Framework, PageInstance, Root } from './framework.js'
import type { LogicRealm } from './realm.js'

/** WeChat opens no eleventh page. */
const deepest = 10

export type Query = Record<string, string>
export type Navigation = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab'

export interface OpenPage {
  path: string
  query: Query
  instance: PageInstance
  holder: Element
  root: Root
}

/** The stack of open pages and the tab pages kept behind it. */
export class Pages {
  readonly stack: OpenPage[] = []
  private readonly paths: string[]
  readonly tabs: string[]
  private readonly keptTabs = new Map<string, OpenPage>()
  private opened = 0

  constructor(
    config: AppConfig,
    private readonly document: Document,
    private readonly framework: Framework,
    private readonly components: Components,
    private readonly realm: LogicRealm,
  ) {
    this.paths = pagePaths(config)
    this.tabs = (config.tabBar?.list ?? []).map((tab) => tab.pagePath)
  }

  get current(): OpenPage {
    const page = this.stack.at(-1)
    if (!page) throw new Error('no page is open')
    return page
  }

  navigate(how: Navigation, url: string): void {
    const { path, query } = this.parse(url)
    if (!this.paths.includes(path)) throw new Error(`page "${path}" is not found`)
    const isTab = this.tabs.includes(path)
    if (isTab && how !== 'switchTab' && how !== 'reLaunch') throw new Error(`can not ${how} a tabbar page`)
    if (!isTab && how === 'switchTab') throw new Error('can not switch to no-tabBar page')
    if (how === 'navigateTo' && this.stack.length >= deepest) throw new Error('webview count limit exceed')
    if (how === 'navigateTo') this.hide(this.current)
    if (how === 'redirectTo') this.close(this.current)
    if (how === 'reLaunch') this.closeAll()
    if (how === 'switchTab') return this.switchTo(path)
    this.open(path, query)
  }

  back(delta = 1): void {
    if (this.stack.length < 2) throw new Error('cannot navigate back at first page')
    const steps = Math.min(delta, this.stack.length - 1)
    for (let step = 0; step < steps; step++) this.close(this.current)
    this.show(this.current)
  }

  open(path: string, query: Query): void {
    this.components.load(path)
    const holder = this.document.createElement('div')
    const placeholder = this.document.createElement('span')
    holder.append(placeholder)
    this.document.body.append(holder)
    const root = this.framework.backend.createRoot('wx-page', this.framework.space, path)
    const instance = root.get()
    const id = ++this.opened
    Object.defineProperty(instance, 'route', { value: path })
    Object.assign(instance, {
      __route__: path,
      __wxWebviewId__: id,
      options: this.realm.own(query),
      getPageId: () => `pageId:${id}`,
    })
    const page = { path, query, instance, holder, root }
    this.stack.push(page)
    root.attach(holder, placeholder)
    this.call(page, 'onLoad', this.realm.own(query))
    this.call(page, 'onShow')
    this.realm.defer(() => this.call(page, 'onReady'))
  }

  /** Calls a page's own function, when it has it. */
  call(page: OpenPage, name: string, ...args: unknown[]): unknown {
    const method = page.instance[name]
    if (typeof method !== 'function') return undefined
    return this.realm.guard(`${page.path} ${name}`, () => method.apply(page.instance, args) as unknown)
  }

  private parse(url: string): { path: string; query: Query } {
    const [address = '', search = ''] = url.split('?')
    const pairs = search.split('&').filter(Boolean)
    const query = Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2) as [string, string]))
    return { path: resolvePath(this.stack.at(-1)?.path ?? '', address), query }
  }

  private switchTo(path: string): void {
    while (this.stack.length) {
      const page = this.current
      if (this.tabs.includes(page.path)) {
        if (page.path === path) return this.show(page)
        this.hide(page)
        this.keptTabs.set(page.path, page)
        this.stack.pop()
      } else this.close(page)
    }
    const kept = this.keptTabs.get(path)
    if (!kept) return this.open(path, {})
    this.stack.push(kept)
    this.show(kept)
  }

  private hide(page: OpenPage): void {
    this.call(page, 'onHide')
    page.holder.setAttribute('hidden', '')
  }

  private show(page: OpenPage): void {
    page.holder.removeAttribute('hidden')
    this.call(page, 'onShow')
  }

  private close(page: OpenPage): void {
    this.call(page, 'onUnload')
    page.root.release()
    page.holder.remove()
    this.stack.splice(this.stack.indexOf(page), 1)
  }

  private closeAll(): void {
    for (const page of this.stack.toReversed()) this.close(page)
    for (const page of this.keptTabs.values()) {
      this.stack.push(page)
      this.close(page)
    }
    this.keptTabs.clear()
  }
}
