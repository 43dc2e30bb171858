import type { Browser } from 'playwright-core'
import { builtWeapp, routeTo } from '../weapp/build.js'
import { launchChromium, openPhone, type PhoneOptions, type PhonePage } from './browser.js'
import { signInByWechat } from './flow.js'
import { browserHand, weappHand, type Hand } from './hand.js'
import { ServerProcess } from './server-process.js'
import { Phone } from './weapp/phone.js'
import { WechatStandIn } from './wechat-stand-in.js'

/** A server that runs, and what ends it. */
export interface Started {
  server: ServerProcess
  stop: () => Promise<void>
}

/** A server of the usual kind, with some settings. */
export async function usualServer(settings?: Record<string, string>): Promise<Started> {
  const server = await ServerProcess.start(settings)
  return { server, stop: () => server.stop() }
}

const patience = 60_000

/** What the specs in the browser stand on: a server and a Chromium, there before the first test and gone after the last. */
export interface BrowserStand<S extends Started> {
  /** What was started, with whatever more it can do than to run. */
  readonly started: S
  readonly server: ServerProcess
  readonly browser: Browser
  /** A phone of its own that shows the server's app. */
  open(options?: PhoneOptions): Promise<PhonePage & { hand: Hand }>
}

/** To be called within `describe`. */
export function browserStand(): BrowserStand<Started>
export function browserStand<S extends Started>(start: () => Promise<S>): BrowserStand<S>
export function browserStand(start: () => Promise<Started> = () => usualServer()): BrowserStand<Started> {
  let started: Started | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    started = await start()
    browser = await launchChromium()
  }, patience)
  afterAll(async () => {
    await browser?.close()
    await started?.stop()
  })
  return {
    get started() {
      return started!
    },
    get server() {
      return started!.server
    },
    get browser() {
      return browser!
    },
    async open(options) {
      const phone = await openPhone(browser!, options)
      await phone.page.goto(started!.server.origin)
      return { ...phone, hand: browserHand(phone.page) }
    },
  }
}

/** What the specs of the weapp build stand on: a stand-in for WeChat, a server that believes it, and one phone at a time. */
export interface WeappStand {
  readonly wechat: WechatStandIn
  readonly server: ServerProcess
  /** The phone made last; it is switched off after each test. */
  readonly phone: Phone
  /** A new phone on which `person` has signed in. */
  phoneOf(person: string): Promise<Hand>
}

/** To be called within `describe`. */
export function weappStand(
  start: (wechat: WechatStandIn) => Promise<Started> = ({ settings }) => usualServer(settings),
): WeappStand {
  let wechat: WechatStandIn | undefined
  let started: Started | undefined
  let phone: Phone | undefined
  beforeAll(async () => {
    wechat = await WechatStandIn.start()
    started = await start(wechat)
  }, patience)
  afterEach(() => phone?.kill())
  afterAll(async () => {
    await started?.stop()
    await wechat?.stop()
  })
  return {
    get wechat() {
      return wechat!
    },
    get server() {
      return started!.server
    },
    get phone() {
      return phone!
    },
    async phoneOf(person) {
      wechat!.on(person, { openid: `openid-${person}` })
      phone = new Phone({ dist: builtWeapp(), route: routeTo(started!.server.origin) })
      phone.loginCode = () => person
      const hand = weappHand(await phone.launch())
      await signInByWechat(hand)
      return hand
    },
  }
}
