import Taro from '@tarojs/taro'
import type { Platform } from '../ports'
import { ChoiceInput } from './ChoiceInput'
import { DayInput } from './DayInput'
import { h5Files } from './files'
import { h5Keepsake } from './keepsake'
import { h5Media } from './media'
import { h5Store } from './store'
import { h5Tables } from './tables'
import { h5Updates } from './updates'
import { h5Viewer } from './viewer'

const timeout = 15_000
/** Pixels of a browser's ordinary text. */
const ordinaryText = 16
const files = h5Files()
const darkness = window.matchMedia('(prefers-color-scheme: dark)')

/** A timeout that old browsers know as well. */
function timeLimit(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), timeout)
  return { signal: controller.signal, done: () => clearTimeout(timer) }
}

/** The size the reader chose in the browser's settings, which `medium` stands for. */
function systemTextSize(): number {
  const probe = document.createElement('span')
  probe.style.cssText = 'font-size: medium; position: absolute; visibility: hidden'
  document.body.appendChild(probe)
  const size = parseFloat(getComputedStyle(probe).fontSize)
  probe.remove()
  return size || ordinaryText
}

/** The browser. */
export const platform: Platform = {
  name: 'h5',
  roleAttribute: 'role',
  drawsTitleBar: false,
  deskPages: true,
  store: h5Store(),
  files,
  keepsake: h5Keepsake,
  media: h5Media,
  viewer: h5Viewer(files),
  http: {
    async send({ method, url, headers, body }) {
      const { signal, done } = timeLimit()
      try {
        const answer = await fetch(url, { method, headers, body, signal })
        const at = Date.parse(answer.headers.get('date') ?? '')
        return { status: answer.status, body: await answer.text(), at }
      } finally {
        done()
      }
    },
  },
  wechatLogin: {
    supported: false,
    code: () => Promise.reject(new Error('浏览器里不能用微信登录')),
  },
  network: { onAvailable: (callback) => window.addEventListener('online', callback) },
  updates: h5Updates(),
  system: {
    look: () => ({ theme: darkness.matches ? 'dark' : 'light', textScale: systemTextSize() / ordinaryText }),
    onLookChange: (callback) => darkness.addEventListener('change', callback),
    paint(ground, theme) {
      document.body.style.background = ground
      document.documentElement.style.colorScheme = theme
    },
  },
  navigation: {
    open: (address) => void Taro.navigateTo({ url: address }),
    back: () =>
      void (Taro.getCurrentPages().length > 1 ? Taro.navigateBack() : Taro.reLaunch({ url: '/pages/main/index' })),
    toTop: () => void Taro.pageScrollTo({ scrollTop: 0, duration: 0 }),
  },
  clipboard: {
    supported: typeof navigator.clipboard !== 'undefined',
    copy: (text) => navigator.clipboard.writeText(text),
  },
  tables: h5Tables,
  subscription: { supported: false, ask: () => Promise.reject(new Error('浏览器里没有微信提醒')) },
  // Browsers have no calendar of their own: the address of the calendar feed takes its place.
  phoneCalendar: { supported: false, add: () => Promise.reject(new Error('浏览器里没有手机日历')) },
  clock: { now: () => Date.now(), after: (milliseconds, callback) => void setTimeout(callback, milliseconds) },
  random: (length) => Promise.resolve(crypto.getRandomValues(new Uint8Array(length))),
  apiBase: process.env.TARO_APP_API || `${window.location.origin}/api`,
  DayInput,
  ChoiceInput,
}
