import Taro from '@tarojs/taro'
import type { HttpAnswer, Platform } from '../ports'
import { ChoiceInput } from './ChoiceInput'
import { DayInput } from './DayInput'
import { pathOfFile, weappFiles } from './files'
import { weappKeepsake } from './keepsake'
import { weappMedia } from './media'
import { weappStore } from './store'
import { weappViewer } from './viewer'

const timeout = 15_000
/** WeChat keeps at most so many pages over each other; the next one takes the place of the last. */
const deepest = 10
/** For what only looks or lies beneath a tap: a failure changes nothing that is kept. */
const ignore = () => undefined
/** Points of WeChat's ordinary text. */
const ordinaryText = 16

/** Old clients have no source of chance but Math.random: enough for ids that are no secrets. */
function randomBytes(length: number): Promise<Uint8Array> {
  const ordinary = () => Uint8Array.from({ length }, () => Math.floor(Math.random() * 256))
  return new Promise((resolve) => {
    if (typeof Taro.getRandomValues !== 'function') return resolve(ordinary())
    // Not among the calls that Taro turns into promises.
    void Taro.getRandomValues({
      length,
      success: (result) => resolve(new Uint8Array(result.randomValues)),
      fail: () => resolve(ordinary()),
    })
  })
}

/** The server's time out of an answer's headers, which phones write in either case. */
const timeIn = (header: Record<string, string> | undefined): number => Date.parse(header?.Date ?? header?.date ?? '')

/** WeChat. */
export const platform: Platform = {
  name: 'weapp',
  roleAttribute: 'aria-role',
  drawsTitleBar: true,
  deskPages: false,
  store: weappStore(),
  files: weappFiles(),
  keepsake: weappKeepsake,
  media: weappMedia,
  viewer: weappViewer(pathOfFile),
  http: {
    // The promise, not the callbacks: with callbacks Taro rejects a promise as well, which nobody would hear.
    send: ({ method, url, headers, body }): Promise<HttpAnswer> =>
      Taro.request<string>({
        url,
        method,
        header: headers,
        data: body,
        dataType: 'text',
        responseType: 'text',
        timeout,
      }).then(
        ({ statusCode, data, header }) => ({
          status: statusCode,
          body: typeof data === 'string' ? data : JSON.stringify(data),
          at: timeIn(header as Record<string, string> | undefined),
        }),
        (failure: { errMsg: string }) => Promise.reject(new Error(failure.errMsg)),
      ),
  },
  wechatLogin: {
    supported: true,
    code: () => Taro.login().then((result) => result.code),
  },
  network: {
    onAvailable: (callback) => Taro.onNetworkStatusChange((status) => status.isConnected && callback()),
  },
  updates: {
    onReady: (callback) => Taro.getUpdateManager().onUpdateReady(callback),
    restart: () => Taro.getUpdateManager().applyUpdate(),
  },
  system: {
    look() {
      const info = Taro.getAppBaseInfo()
      const size = (info as { fontSizeSetting?: number }).fontSizeSetting ?? ordinaryText
      return { theme: info.theme === 'dark' ? 'dark' : 'light', textScale: size / ordinaryText }
    },
    onLookChange: (callback) => Taro.onThemeChange(callback),
    paint(ground, theme) {
      const frontColor = theme === 'dark' ? '#ffffff' : '#000000'
      Taro.setNavigationBarColor({ backgroundColor: ground, frontColor }).catch(ignore)
      Taro.setBackgroundColor({ backgroundColor: ground }).catch(ignore)
    },
  },
  navigation: {
    open(address) {
      const full = Taro.getCurrentPages().length >= deepest
      const opening = full ? Taro.redirectTo({ url: address }) : Taro.navigateTo({ url: address })
      opening.catch(ignore)
    },
    back: () => void Taro.navigateBack().catch(ignore),
    toTop: () => void Taro.pageScrollTo({ scrollTop: 0, duration: 0 }).catch(ignore),
  },
  tables: {
    supported: false,
    choose: () => Promise.resolve(undefined),
    read: () => Promise.resolve({ ok: false, message: '请在电脑上打开表格' }),
  },
  clipboard: {
    supported: true,
    copy: async (text) => {
      await Taro.setClipboardData({ data: text })
    },
  },
  subscription: {
    supported: true,
    async ask(template) {
      // Alipay's ids are no concern of WeChat's.
      const question = { tmplIds: [template] } as Parameters<typeof Taro.requestSubscribeMessage>[0]
      const answers = (await Taro.requestSubscribeMessage(question)) as unknown as Record<string, string>
      const answer = answers[template]
      return answer === 'accept' || answer === 'ban' || answer === 'filter' ? answer : 'reject'
    },
  },
  phoneCalendar: {
    supported: true,
    async add({ title, day, notes }) {
      // WeChat wants seconds.
      const startTime = Math.floor(day.getTime() / 1000)
      await Taro.addPhoneCalendar({ title, startTime, allDay: true, description: notes, alarmOffset: 24 * 3600 })
    },
  },
  clock: { now: () => Date.now(), after: (milliseconds, callback) => void setTimeout(callback, milliseconds) },
  random: randomBytes,
  apiBase: process.env.TARO_APP_API,
  DayInput,
  ChoiceInput,
}
