/**
 * `npm run bench:phone [-- --rounds 5] [-- --profile]`: what a phone's user waits for, with 20,000 records beside 200, in
 * Chromium with a processor four times slower: opening, a keystroke of a search, one record saved. The H5 build as it is
 * shipped; its server is out of reach, as in a hall without a network. Nothing is asserted.
 */
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { build } from '../test/support/builds.mjs'
import { findChromium } from '../test/support/chromium.mjs'
import { loadProgram, openRubrics, root } from './program.mjs'
import { wholeSociety } from './random-ledgers.mjs'
import { median } from './timing.mjs'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    slower: { type: 'string', default: '4' },
    profile: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const sizes = [200, 20_000]
const years = 10
const lastYear = 2026
const perText = 200
const own = 'accounts/wang/society'
const organisation = { id: 'society', name: '晨光学会', code: null, verified: false }
const account = { id: 'wang', name: '王秘书' }
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

const took = build(root, 'h5')
if (took) console.log(`built h5 in ${took.toFixed(1)} s`)
const program = await loadProgram()
const { catalog } = openRubrics(program)
const origin = await serve(join(root, 'miniapp/dist/h5'))
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
})
const measured = []
try {
  for (const size of sizes) measured.push(await measure(size))
} finally {
  await browser.close()
}
print(measured)
process.exit(0)

/** The built app; whatever it asks of its API is not to be had. */
function serve(folder) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const file = join(folder, pathname === '/' ? 'index.html' : pathname)
    if (pathname.startsWith('/api/') || !existsSync(file)) return response.writeHead(503).end()
    const caching = pathname === '/' ? 'no-cache' : 'max-age=31536000, immutable'
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain', 'cache-control': caching })
    createReadStream(file).pipe(response)
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
  )
}

/** What the phone has stored after it received so many records, as `miniapp/src/data/months.ts` writes it. */
function storage(size) {
  const months = new Map()
  for (let year = 0; year < years; year++) {
    const at = lastYear - year
    const { records } = wholeSociety({ catalog, seed: at, size: size / years, from: `${at}-01-01`, to: `${at}-12-31` })
    for (const [number, raw] of records.entries()) {
      const id = `0193${String(year).padStart(4, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
      const read = program.shared.readRecord({ ...raw, id }, catalog)
      if (!read.ok) throw new Error(read.problems[0].message)
      const record = program.shared.writeRecord(read.value)
      const entry = { version: 1, id, record, deleted: false, base: 1, dirty: false }
      const day = record.on ?? record.from ?? record.until
      const month = day?.slice(0, 7) ?? String(record.year ?? 'undated')
      months.set(month, [...(months.get(month) ?? []), entry])
    }
  }
  const texts = {}
  for (const [month, entries] of months)
    for (let at = 0, copy = 0; at < entries.length; at += perText, copy++) {
      const part = entries.slice(at, at + perText)
      const head = { version: 1, entries: part.length }
      texts[`${own}/records-months/${month}${copy ? `_${copy}` : ''}`] = [head, ...part]
        .map((one) => JSON.stringify(one))
        .join('\n')
    }
  return {
    ...texts,
    session: JSON.stringify({ version: 1, account, token: 'token', organisation }),
    'accounts/wang/account': JSON.stringify(account),
    'accounts/wang/organisations': JSON.stringify([organisation]),
    'accounts/wang/last': JSON.stringify(organisation),
  }
}

async function measure(size) {
  const texts = storage(size)
  const bytes = Object.values(texts).reduce((sum, text) => sum + text.length, 0)
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    serviceWorkers: 'block',
  })
  context.setDefaultTimeout(120_000)
  const page = await context.newPage()
  await page.addInitScript(watchPage)
  await page.goto(`${origin}/`)
  await page.evaluate(fill, texts)
  // The first opening leaves the last card and whatever the browser keeps of compiled code.
  for (let warm = 0; warm < 2; warm++) {
    await page.goto('about:blank')
    await page.goto(`${origin}/`)
    await page.locator('#home:visible').waitFor()
    await page.waitForTimeout(2500)
  }
  const slow = await context.newCDPSession(page)
  await slow.send('Emulation.setCPUThrottlingRate', { rate: Number(values.slower) })
  const samples = { firstPaint: [], live: [], list: [], firstKey: [], key: [], confirmed: [], score: [] }
  for (let round = 0; round < rounds; round++) {
    const profile = values.profile && round === 0 && size === Math.max(...sizes) ? slow : undefined
    await sample(page, samples, round, profile)
  }
  await context.close()
  return { size, texts: Object.keys(texts).length, bytes, ...samples }
}

async function sample(page, samples, round, profile) {
  const visible = (id) => page.locator(`#${id}:visible`).last()
  const part = async (name, act) => {
    if (profile) await begin(profile)
    const result = await act()
    if (profile) await end(profile, name)
    return result
  }
  // Opening.
  await page.goto('about:blank')
  await part('opening', async () => {
    await page.goto(`${origin}/`)
    await visible('home').waitFor()
    await page.waitForTimeout(1000)
  })
  const marks = await page.evaluate(() => window.painted)
  samples.firstPaint.push(marks['home-last'] ?? marks.home)
  samples.live.push(marks.home)
  await page.waitForTimeout(3000)
  // Searching.
  samples.list.push(await part('list', () => page.evaluate(tapUntil, ['tab-records', '#records-search'])))
  await visible('records-search').tap()
  const keys = []
  await part('search', async () => {
    for (const key of ['会', '议', '甲']) keys.push(await page.evaluate(typeKey, key))
  })
  samples.firstKey.push(keys[0])
  samples.key.push(...keys.slice(1))
  // One record saved.
  await visible('tab-home').tap()
  await visible('home').waitFor()
  await page.waitForTimeout(1000)
  await visible('add-record').tap()
  await visible('kind-party-activity').tap()
  await visible('save-record').waitFor()
  await visible('field-title')
    .locator('input, textarea')
    .or(visible('field-title').and(page.locator('input, textarea')))
    .first()
    .fill(`学习${round}`)
  await page.waitForTimeout(2500)
  const { confirmed, score } = await part('save', () => page.evaluate(save))
  samples.confirmed.push(confirmed)
  samples.score.push(score)
  await page.waitForTimeout(2000)
}

/** Notes when the home page was first painted, from the last card and live. Runs in the page. */
function watchPage() {
  window.painted = {}
  const look = () => {
    for (const id of ['home-last', 'home'])
      if (!(id in window.painted) && document.getElementById(id)) {
        window.painted[id] = 0
        requestAnimationFrame(() => setTimeout(() => (window.painted[id] = performance.now())))
      }
  }
  new MutationObserver(look).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['id'],
  })
  window.shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.offsetParent !== null).pop()
  window.nextPaint = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  window.press = (element) => {
    const at = element.getBoundingClientRect()
    const touch = new Touch({ identifier: 1, target: element, clientX: at.x + 5, clientY: at.y + 5 })
    element.dispatchEvent(
      new TouchEvent('touchstart', { bubbles: true, cancelable: true, touches: [touch], changedTouches: [touch] }),
    )
    element.dispatchEvent(new TouchEvent('touchend', { bubbles: true, cancelable: true, changedTouches: [touch] }))
    element.click()
  }
}

/** Runs in the page. */
function fill(texts) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('xingji', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('texts')
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const transaction = request.result.transaction('texts', 'readwrite')
      const store = transaction.objectStore('texts')
      store.clear()
      for (const [key, text] of Object.entries(texts)) store.put(text, key)
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
    }
  })
}

/** Runs in the page. */
async function tapUntil([id, selector]) {
  const start = performance.now()
  window.press(window.shown(`#${id}`))
  while (!window.shown(selector)) await window.nextPaint()
  await window.nextPaint()
  return performance.now() - start
}

/** One more letter, until the list stands as it follows from it. Runs in the page. */
async function typeKey(key) {
  const input = window.shown('#records-search input') ?? window.shown('input#records-search')
  const changes = []
  const observer = new MutationObserver(() => changes.push(performance.now()))
  observer.observe(document.getElementById('records'), { childList: true, subtree: true, characterData: true })
  const start = performance.now()
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')
  native.set.call(input, input.value + key)
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, data: key }))
  await window.nextPaint()
  const first = performance.now()
  // Quiet for a while: nothing more follows from it.
  let last = -1
  while (last !== changes.length) {
    last = changes.length
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
  observer.disconnect()
  return Math.max(first, changes.pop() ?? 0) - start
}

/** Presses “save”; when the form is gone, and when the score of the page behind it has changed. Runs in the page. */
async function save() {
  const figure = () => [...document.querySelectorAll('#home')].map((one) => one.textContent).join()
  const before = figure()
  const start = performance.now()
  window.press(window.shown('#save-record'))
  let confirmed
  let score
  while (confirmed === undefined || score === undefined) {
    await window.nextPaint()
    const now = performance.now()
    if (confirmed === undefined && !window.shown('#save-record') && window.shown('#home')) confirmed = now - start
    if (score === undefined && figure() !== before) score = now - start
    if (now - start > 60_000) break
  }
  return { confirmed, score }
}

async function begin(session) {
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: 500 })
  await session.send('Profiler.start')
}

/** The functions in which most time was spent themselves, and with all they called. */
async function end(session, name) {
  const { profile } = await session.send('Profiler.stop')
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]))
  const self = new Map()
  profile.samples.forEach((id, at) => self.set(id, (self.get(id) ?? 0) + profile.timeDeltas[at] / 1000))
  const whole = new Map()
  const total = (id, above) => {
    const { callFrame, children = [] } = nodes.get(id)
    const label = `${callFrame.functionName || '(anonymous)'} ${callFrame.url.split('/').pop()}:${callFrame.lineNumber}:${callFrame.columnNumber}`
    const sum = (self.get(id) ?? 0) + children.reduce((all, child) => all + total(child, [...above, label]), 0)
    if (!above.includes(label)) {
      const known = whole.get(label) ?? { self: 0, whole: 0 }
      whole.set(label, { self: known.self + (self.get(id) ?? 0), whole: known.whole + sum })
    }
    return sum
  }
  total(profile.nodes[0].id, [])
  console.log(`\n${name}`)
  for (const [label, time] of [...whole].sort((a, b) => b[1].whole - a[1].whole).slice(0, 40))
    console.log(`  ${time.whole.toFixed(0).padStart(6)} ms, itself ${time.self.toFixed(0).padStart(5)} ms  ${label}`)
}

function print([small, large]) {
  const lines = [
    ['opening: the last card is painted', 'firstPaint'],
    ['opening: the live home page is painted', 'live'],
    ['the list of records, first shown', 'list'],
    ['search: the first letter', 'firstKey'],
    ['search: a further letter', 'key'],
    ['saving: the form is closed', 'confirmed'],
    ['saving: the score has changed', 'score'],
  ]
  console.log(`\n${rounds} rounds, processor ${values.slower}x slower; medians (lowest to highest) in milliseconds`)
  for (const { size, texts, bytes } of [small, large])
    console.log(`${size} records: ${texts} texts, ${(bytes / 1e6).toFixed(1)} million characters`)
  const cell = (list) => {
    const known = list.filter((one) => one !== undefined)
    if (known.length === 0) return '–'
    return `${median(known).toFixed(0)} (${Math.min(...known).toFixed(0)} to ${Math.max(...known).toFixed(0)})`
  }
  console.log(`${''.padEnd(42)}${String(small.size).padEnd(24)}${String(large.size).padEnd(24)}ratio`)
  for (const [label, key] of lines)
    console.log(
      `${label.padEnd(42)}${cell(small[key]).padEnd(24)}${cell(large[key]).padEnd(24)}${(median(large[key]) / median(small[key])).toFixed(1)}x`,
    )
}
