/**
 * Photographs every screen of the browser build into `docs/screens`, in the light, the dark and the large look, with the
 * app used on the device alone. Needs `npm run build:h5` first and a Chromium (CHROMIUM_PATH, default /usr/bin/chromium).
 *
 *   node miniapp/scripts/screens.mjs [folder] [look,…] [screen,…]
 */
import { createServer } from 'node:http'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { ledger } from './screens-ledger.mjs'
import { answerOf } from './screens-server.mjs'

const own = dirname(dirname(fileURLToPath(import.meta.url)))
const site = join(own, 'dist', 'h5')
const target = process.argv[2] ?? join(dirname(own), 'docs', 'screens')
const looks = { light: ['light', 'standard'], dark: ['dark', 'standard'], large: ['light', 'largest'] }
const wanted = process.argv[3]?.split(',') ?? Object.keys(looks)
const only = process.argv[4]?.split(',')
const day = '2026-11-20'
const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://x')
  if (pathname.startsWith('/api/')) {
    const answer = answerOf(request.method, pathname)
    response.writeHead(answer ? 200 : 503, { 'content-type': 'application/json' })
    return response.end(JSON.stringify(answer ?? {}))
  }
  const path = normalize(join(site, pathname))
  const file = path.startsWith(site) && existsSync(path) && extname(path) ? path : join(site, 'index.html')
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  response.end(readFileSync(file))
}).listen(0, '127.0.0.1')
const origin = await new Promise((resolve) =>
  server.once('listening', () => resolve(`http://127.0.0.1:${server.address().port}`)),
)

const organisation = { id: '01930000-0000-7000-8000-000000000001', name: '晨光学会', code: '', verified: false }

/** Puts texts where the app keeps them. */
function fill(texts) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('xingji', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('texts')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('texts', 'readwrite')
      for (const [key, text] of Object.entries(texts)) transaction.objectStore('texts').put(text, key)
      transaction.oncomplete = () => resolve(opening.result.close())
    }
  })
}

const records = ledger.map((record, at) => {
  const id = `01930000-0000-7000-8000-0000000001${String(at).padStart(2, '0')}`
  const received = at < ledger.length - 2
  const entry = { version: 1, id, record: { id, ...record }, deleted: false, base: received ? 1 : 0, dirty: !received }
  return [`accounts/local/${organisation.id}/records/${id}`, JSON.stringify(entry)]
})
const recordId = `01930000-0000-7000-8000-0000000001${String(ledger.length - 1).padStart(2, '0')}`
/** A record with evidence of every form, on the screens that are about it. */
const evident = '01930000-0000-7000-8000-000000000200'
const [photoHash, paperHash] = ['a'.repeat(64), 'b'.repeat(64)]
const evidentRecord = {
  id: evident,
  kind: 'party-activity',
  on: '2026-11-18',
  title: '学习党章',
  people: 30,
  study: true,
  evidence: [
    { file: '照片1.jpg', hash: photoHash, size: 412345 },
    { file: '会议纪要.pdf', hash: paperHash, size: 88123 },
    { link: 'https://mp.weixin.qq.com/s/example', title: '学习党章，不忘初心' },
  ],
}
const evidentTexts = {
  [`accounts/local/${organisation.id}/records/${evident}`]: JSON.stringify({
    version: 1,
    id: evident,
    record: evidentRecord,
    deleted: false,
    base: 1,
    dirty: false,
    missingFiles: [photoHash],
  }),
}

const toSources = () => document.querySelector('#evidence-0').scrollIntoView()

/** Puts a drawn photo where the app keeps files. */
async function fillPhoto(key) {
  const canvas = Object.assign(document.createElement('canvas'), { width: 400, height: 300 })
  const context = canvas.getContext('2d')
  const box = (colour, ...place) => {
    context.fillStyle = colour
    context.fillRect(...place)
  }
  box('#d8cbb4', 0, 0, 400, 300)
  box('#971b1e', 40, 40, 320, 60)
  for (let seat = 0; seat < 12; seat += 1) box('#57524a', 50 + (seat % 6) * 52, 150 + Math.floor(seat / 6) * 70, 36, 48)
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8))
  const bytes = await blob.arrayBuffer()
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open('xingji-files', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('files')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('files', 'readwrite')
      transaction.objectStore('files').put(bytes, key)
      transaction.oncomplete = () => resolve(opening.result.close())
    }
  })
}

/** Records that are stuck: two versions, a deletion elsewhere, a refusal; and texts that cannot be read. */
const [twoVersions, goneThere, returned] = ['301', '302', '303'].map((end) => `01930000-0000-7000-8000-000000000${end}`)
const meetingAs = (id, part) => ({
  id,
  kind: 'committee-meeting',
  on: '2026-11-05',
  title: '第一次党委会',
  people: 7,
  ...part,
})
const stuckEntry = (id, part) => ({
  version: 1,
  id,
  deleted: false,
  base: 1,
  dirty: true,
  record: meetingAs(id),
  ...part,
})
const stuckEntries = [
  stuckEntry(twoVersions, {
    origin: { base: 1, record: meetingAs(twoVersions) },
    record: meetingAs(twoVersions, {
      people: 9,
      note: '补记了人数，请假一人。',
      evidence: [{ file: '会场照片.jpg', hash: photoHash, size: 412345 }],
      filings: [{ to: 'party', on: '2026-11-06' }],
    }),
    conflict: {
      revision: 2,
      deleted: false,
      record: meetingAs(twoVersions, {
        title: '第一次党委（扩大）会议',
        note: '扩大到各分会负责人。',
        evidence: [{ link: 'https://mp.weixin.qq.com/s/example', title: '公众号报道' }],
      }),
    },
  }),
  stuckEntry(goneThere, {
    origin: { base: 1, record: meetingAs(goneThere) },
    record: meetingAs(goneThere, { people: 9 }),
    conflict: { revision: 2, deleted: true, record: null },
  }),
  stuckEntry(returned, {
    base: 0,
    refusal: { code: 'notAllowed', message: '您在这个组织里的角色不能做这件事，请找秘书或负责人。' },
  }),
]
const stuckTexts = {
  ...Object.fromEntries(
    stuckEntries.map((entry) => [`accounts/local/${organisation.id}/records/${entry.id}`, JSON.stringify(entry)]),
  ),
  [`accounts/local/${organisation.id}/records-unreadable/x`]:
    '{"version":1,"record":{"on":"2026-03-05","title":"学习会',
}
/** What the phone noted apart from its store: more than is there. */
const noted = JSON.stringify({
  version: 1,
  places: {
    [`accounts/wang/${organisation.id}`]: {
      account: '王秘书',
      organisation: organisation.name,
      local: false,
      records: 128,
      unsent: 3,
      at: Date.parse(`${day}T00:00:00Z`),
    },
  },
})

const account = { id: 'local', name: '本机' }
/** Screens that lie over another one, or of which the foot matters: photographed at the size of a phone. */
const sheets = ['duty', 'form-evidence', 'rubrics', 'figures', 'gates', 'worth', 'path-step', 'records-kinds']
const query = `rubric=cast-2018&asOf=${day}`

const table = [
  '类型\t日期\t名称\t人数',
  '党委会\t2026.3.5\t第一次党委会\t7',
  '党课\t三月初\t书记讲党课\t约30人',
  '主题党日\t4月1日\t学雷锋\t２８',
  '合计\t\t\t65',
]

/**
 * Name, where, signed in as far as (0 nobody, 1 no organisation, 2 all on the device alone, 3 with a server), and what to
 * do before the picture.
 */
const screens = [
  ['sign-in', '', 0],
  ['organisations', '', 1],
  ['home', '', 2],
  ['rubrics', '', 2, (page) => page.locator('#rubric-switch').tap()],
  ['figures', '', 2, (page) => page.locator('#home-total-estimate').tap()],
  ['gates', '', 2, (page) => page.locator('#home-eligible').tap()],
  ['home-wuhan', '', 2, undefined, { rubric: 'wuhan-party-led' }],
  ['records', '', 2, (page) => page.locator('#tab-records').tap()],
  ['duties', '', 2, (page) => page.locator('#tab-duties').tap()],
  [
    'duties-calendar',
    '',
    2,
    (page) =>
      page
        .locator('#tab-duties')
        .tap()
        .then(() => page.locator('#duties-way-calendar').tap())
        .then(() => page.locator('#duties-calendar-after').tap())
        .then(() => page.locator('.month__day--full').first().tap()),
  ],
  [
    'duty',
    '',
    2,
    (page) =>
      page
        .locator('#tab-duties')
        .tap()
        .then(() => page.locator('.duty__words').first().tap()),
  ],
  [
    'records-calendar',
    '',
    2,
    (page) =>
      page
        .locator('#tab-records')
        .tap()
        .then(() => page.locator('#records-way-calendar').tap())
        .then(() => page.locator('.month__day--full').first().tap()),
  ],
  [
    'records-standing',
    '',
    2,
    (page) =>
      page
        .locator('#tab-records')
        .tap()
        .then(() => page.locator('#records-way-standing').tap()),
  ],
  [
    'records-kinds',
    '',
    2,
    (page) =>
      page
        .locator('#tab-records')
        .tap()
        .then(() => page.locator('#records-kind').tap()),
  ],
  ['me', '', 2, (page) => page.locator('#tab-me').tap()],
  ['kinds', 'pages/edit/index', 2],
  ['form-event', 'pages/edit/index?kind=committee-meeting', 2],
  ['form-worth', 'pages/edit/index?kind=academic-exchange', 2, (page) => page.locator('#worth').waitFor()],
  ['worth', 'pages/edit/index?kind=academic-exchange', 2, (page) => page.locator('#worth').tap()],
  ['path', `pages/path/index?${query}`, 2, (page) => page.locator('#path-steps').waitFor()],
  ['path-step', `pages/path/index?${query}`, 2, (page) => page.locator('#path-step-0').tap()],
  ['form-statement', 'pages/edit/index?kind=committee', 2],
  ['form-problem', 'pages/edit/index?kind=rules', 2, (page) => page.locator('#save-record').tap()],
  ['form-evidence', `pages/edit/index?id=${evident}`, 2, (page) => page.evaluate(toSources)],
  ['record', `pages/record/index?id=${recordId}`, 2],
  ['stuck-conflict', `pages/record/index?id=${twoVersions}`, 2],
  ['stuck-deleted', `pages/record/index?id=${goneThere}`, 2],
  ['stuck-returned', `pages/record/index?id=${returned}`, 2],
  [
    'stuck-me',
    '',
    2,
    (page) =>
      page
        .locator('#tab-me')
        .tap()
        .then(() => page.locator('#unreadable-count').tap()),
  ],
  ['sign-in-emptied', '', 0],
  ['home-lost', '', 2],
  ['record-evidence', `pages/record/index?id=${evident}`, 2],
  ['section', `pages/section/index?${query}&section=3`, 2],
  ['item', `pages/item/index?${query}&item=3.2`, 2],
  ['item-judged', `pages/item/index?${query}&item=6.1`, 2],
  ['card', `pages/card/index?${query}`, 2],
  ['inbox', 'pages/inbox/index', 3, (page) => page.locator('#workdays-only').waitFor()],
  ['heads', `pages/heads/index?record=r&field=people`, 3, (page) => page.locator('#heads-number').waitFor()],
  ['organiser', 'pages/organiser/index', 3, (page) => page.locator('#reminder-sent').waitFor()],
  [
    'organiser-wide',
    'pages/organiser/index',
    3,
    (page) =>
      page
        .locator('#reminder-sent')
        .waitFor()
        .then(() => page.locator('#reminder-preview').tap())
        .then(() => page.locator('#reminder-send').waitFor()),
  ],
  [
    'table-wide',
    'pages/table/index',
    2,
    (page) =>
      page
        .locator('#table-text textarea')
        .fill(table.join('\n'))
        .then(() => page.locator('#table-read').tap())
        .then(() => page.locator('#row-5').waitFor()),
  ],
]

mkdirSync(target, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  env: { ...process.env, LANGUAGE: 'zh_CN' },
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--lang=zh-CN'],
})
const troubles = []

/** In the elderly look: what can be touched is at least 60 dp, and no words run out of their box. */
function tooSmall() {
  const visible = (element) =>
    element.getClientRects().length > 0 && element.closest('.taro_page')?.style.display !== 'none'
  const all = [...document.querySelectorAll('.press, .text-field, .day-input, .stepper__input')].filter(visible)
  const small = all.filter((element) => {
    const { width, height } = element.getBoundingClientRect()
    return width < 60 || height < 60
  })
  const words = [...document.querySelectorAll('.screen__body *, .screen__foot *')].filter(visible)
  const cut = words.filter(
    (element) =>
      element.scrollWidth > element.clientWidth + 1 &&
      element.clientWidth > 0 &&
      getComputedStyle(element).display !== 'inline',
  )
  return [
    ...small.map((element) => `${element.id || element.className} is under 60 dp`),
    ...cut.map((element) => `${element.id || element.className} is cut`),
  ]
}
try {
  for (const look of wanted) {
    const [theme, size] = looks[look]
    for (const [name, address, depth, act, more] of screens.filter(([one]) => !only || only.includes(one))) {
      const width = name.endsWith('-wide') ? 1280 : 390
      const context = await browser.newContext({
        viewport: { width, height: 844 },
        isMobile: true,
        hasTouch: true,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      })
      const page = await context.newPage()
      page.on('pageerror', (error) => troubles.push(`${name}: ${error.message}`))
      page.on(
        'console',
        (message) => message.type() === 'error' && depth < 3 && troubles.push(`${name}: ${message.text()}`),
      )
      await page.clock.setFixedTime(new Date(`${day}T10:00:00+08:00`))
      await page.goto(`${origin}/blank.css`)
      await page.evaluate(fill, {
        choices: JSON.stringify({ theme, size, rubric: 'cast-2018', ...more }),
        ...(depth > 0 && {
          session: JSON.stringify({
            version: 1,
            account,
            ...(depth > 1 && { organisation }),
            ...(depth > 2 && { token: 'token' }),
          }),
        }),
        ...(depth > 1 && Object.fromEntries(records)),
        ...(name.endsWith('-evidence') && evidentTexts),
        ...(name.startsWith('stuck-') && stuckTexts),
      })
      const place = name === 'home-lost' ? noted.replace('accounts/wang', 'accounts/local') : noted
      if (name === 'sign-in-emptied' || name === 'home-lost')
        await page.evaluate((text) => localStorage.setItem('xingji-known', text), place)
      if (name.endsWith('-evidence'))
        await page.evaluate(fillPhoto, `accounts/local/${organisation.id}/files/${photoHash}.412345.jpg`)
      await page.goto(`${origin}/#/${address || 'pages/main/index'}`)
      await page.reload()
      await page.waitForSelector('.screen__body > *:not(:empty)')
      await page.clock.runFor(100).catch(() => undefined)
      if (act) await act(page)
      await page.waitForTimeout(500)
      // The page scrolls inside the app: make the window as tall as the page.
      if (!sheets.includes(name)) {
        const tall = await page.evaluate(() => document.querySelector('.screen').scrollHeight)
        await page.setViewportSize({ width, height: name === 'card' ? 844 : Math.min(1800, Math.max(844, tall)) })
        await page.waitForTimeout(200)
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      if (wide > 0) troubles.push(`${name}-${look}: ${wide} px wider than the screen`)
      if (look === 'large') troubles.push(...(await page.evaluate(tooSmall)).map((one) => `${name}-large: ${one}`))
      await page.screenshot({ path: join(target, `${name}-${look}.png`) })
      await context.close()
    }
  }
} finally {
  await browser.close()
  server.close()
}
for (const trouble of troubles) console.error(trouble)
process.exitCode = troubles.length > 0 ? 1 : 0
