import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** What Taro warns of each time it raises `__taroNotSupport`: the app asked the browser for what only WeChat has. */
const notSupported = /不支持 API|当前仅在微信公众号|暂不支持/

/** The phone the app is looked at on. */
const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'America/New_York',
}

/** Starts the Chromium that `npm test` found. */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH
  if (!executablePath) throw new Error('CHROMIUM_PATH is not set; run the tests with `npm test`')
  return chromium.launch({ executablePath, args: flags })
}

/** A phone with its own storage; whatever goes wrong in its pages is kept in `faults`. */
export interface PhonePage {
  context: BrowserContext
  page: Page
  faults: string[]
}

export interface PhoneOptions {
  colorScheme?: 'light' | 'dark'
  /** Console errors that a test means to provoke. */
  expected?: RegExp
  /** The browser may keep a copy of the app, to open it without a network. */
  keepsApp?: boolean
}

/** Opens a page as on a phone and listens for page errors, console errors and calls Taro cannot do in a browser. */
export async function openPhone(
  browser: Browser,
  { expected, keepsApp, ...look }: PhoneOptions = {},
): Promise<PhonePage> {
  const context = await browser.newContext({ ...phone, ...look, serviceWorkers: keepsApp ? 'allow' : 'block' })
  context.setDefaultTimeout(15_000)
  const faults: string[] = []
  const note = (text: string): void => {
    if (!expected?.test(text)) faults.push(text)
  }
  const page = await context.newPage()
  page.on('pageerror', (error) => note(`page error: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    const wrong = message.type() === 'error' || notSupported.test(message.text())
    if (wrong) note(`console: ${message.text()} (${message.location().url})`)
  })
  return { context, page, faults }
}
