import type { LogicRealm } from '../realm.js'
import type { Navigation, Pages } from '../pages.js'
import type { Api, ApiMaker, Options } from './api.js'

/** How the person in front of the phone answers what the app asks. */
export interface Answers {
  modal: (options: Options) => { confirm: boolean; cancel?: boolean; content?: string }
  actionSheet: (options: Options) => number
}

/** Messages, bars and navigation. */
export function interfaceApi(make: ApiMaker, pages: () => Pages, answers: Answers): Api {
  const silent = [
    'showToast',
    'hideToast',
    'showLoading',
    'hideLoading',
    'setNavigationBarTitle',
    'setNavigationBarColor',
    'setBackgroundColor',
    'setBackgroundTextStyle',
    'showNavigationBarLoading',
    'hideNavigationBarLoading',
    'setTabBarItem',
    'setTabBarStyle',
    'setTabBarBadge',
    'removeTabBarBadge',
    'showTabBar',
    'hideTabBar',
    'pageScrollTo',
    'showShareMenu',
    'hideShareMenu',
    'startPullDownRefresh',
    'stopPullDownRefresh',
    'hideKeyboard',
    'enableAlertBeforeUnload',
    'disableAlertBeforeUnload',
  ]
  const navigate = (how: Navigation): unknown =>
    make.later(how, ({ url }: { url: string }) => pages().navigate(how, url))
  return {
    ...Object.fromEntries(silent.map((name) => [name, make.later(name)])),
    showModal: make.later('showModal', (options) => {
      const answer = answers.modal(options)
      return { cancel: !answer.confirm, ...answer }
    }),
    showActionSheet: make.later('showActionSheet', (options) => ({ tapIndex: answers.actionSheet(options) })),
    navigateTo: navigate('navigateTo'),
    redirectTo: navigate('redirectTo'),
    reLaunch: navigate('reLaunch'),
    switchTab: navigate('switchTab'),
    navigateBack: make.later('navigateBack', ({ delta }: { delta?: number }) => pages().back(delta)),
  }
}

/** `createSelectorQuery` and its kin; nothing is laid out here, so every size is the DOM's. */
export function queryApi(realm: LogicRealm, pages: () => Pages): Api {
  type Done = ((result: unknown) => void) | undefined
  const query = (): Api => {
    const asked: (() => unknown)[] = []
    const self: Api = {
      in: () => self,
      select: (selector: string) => node(() => pages().current.holder.querySelector(selector)),
      selectAll: (selector: string) => node(() => [...pages().current.holder.querySelectorAll(selector)]),
      selectViewport: () => node(() => pages().current.holder),
      exec: (done: Done) => {
        realm.defer(() => {
          const results = asked.map((ask) => ask())
          done?.(realm.own(results))
        })
        return self
      },
    }
    const node = (find: () => Element | Element[] | null): Api => {
      const ask = (measure: (element: Element) => object) => (first: unknown, second: unknown) => {
        const done = (typeof first === 'function' ? first : second) as Done
        asked.push(() => {
          const found = find()
          const result = Array.isArray(found) ? found.map(measure) : found && measure(found)
          done?.(realm.own(result))
          return result
        })
        return self
      }
      return {
        boundingClientRect: ask(rectangle),
        fields: ask(rectangle),
        scrollOffset: ask((element) => ({ scrollTop: element.scrollTop, scrollLeft: element.scrollLeft })),
      }
    }
    return self
  }
  const observer = (): Api => {
    const self: Api = {}
    for (const name of ['relativeTo', 'relativeToViewport', 'observe', 'disconnect']) self[name] = () => self
    return self
  }
  return { createSelectorQuery: query, createIntersectionObserver: observer, createMediaQueryObserver: observer }
}

function rectangle(element: Element): object {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  return { id: element.id, dataset: {}, left, top, right, bottom, width, height }
}
