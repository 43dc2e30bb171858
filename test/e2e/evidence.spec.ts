import type { Page } from 'playwright-core'
import { chooseOrganisation, createOrganisation, recordStudySession, signInByName, untilSent } from '../support/flow.js'
import { counting, type Hand } from '../support/hand.js'
import { browserStand } from '../support/stands.js'
import { sha256, withPlace } from '../support/photos.js'
import { AtServer } from './at-server.js'
import { Client } from './client.js'

/** A photo of 4000 x 3000 that Chromium itself drew, far too large for a weak network, with the place in it. */
async function photo(page: Page): Promise<Buffer> {
  const drawn = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 })
    const context = canvas.getContext('2d')!
    for (let n = 0; n < 4000; n += 1) {
      context.fillStyle = `hsl(${(n * 37) % 360} 80% ${20 + (n % 60)}%)`
      context.fillRect((n * 97) % 4000, (n * 61) % 3000, 90, 90)
    }
    const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/jpeg', 0.98))
    const bytes = new Uint8Array(await blob.arrayBuffer())
    let text = ''
    for (let at = 0; at < bytes.length; at += 10_000) text += String.fromCharCode(...bytes.subarray(at, at + 10_000))
    return btoa(text)
  })
  return withPlace(Buffer.from(drawn, 'base64'))
}

/** Taps a source and gives the browser's choice of files these. */
async function give(page: Page, hand: Hand, source: string, files: { name: string; bytes: Buffer }[]): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await hand.tap(source)
  const type = (name: string) => (name.endsWith('.jpg') ? 'image/jpeg' : 'application/octet-stream')
  const given = files.map(({ name, bytes }) => ({ name, mimeType: type(name), buffer: bytes }))
  await (await asked).setFiles(given)
}

describe('evidence in the browser', () => {
  const stand = browserStand()
  const atServer = async (name: string) =>
    AtServer.of(await Client.signIn(stand.server.api, { name }), stand.server.origin)
  /** What Chromium says of requests that the test cuts off. */
  const expected = /ERR_FAILED|ERR_INTERNET_DISCONNECTED/

  it('a photo taken without a network is kept through a restart, and arrives small and without its place', async () => {
    const { context, page, faults, hand: bare } = await stand.open({ expected })
    const hand = counting(bare)
    await signInByName(hand, '王秘书')
    await createOrganisation(hand, '中国测试学会', '511000005000111110')
    const original = await photo(page)
    expect(original.length).toBeGreaterThan(1024 * 1024)

    await context.route('**/api/**', (route) => route.abort())
    Object.assign(hand, { taps: 0, typed: [] })
    await recordStudySession(hand, '学习党章', () =>
      give(page, hand, 'evidence-camera', [{ name: 'IMG_0001.jpg', bytes: original }]),
    )
    // From the home screen to the saved record: at most 8 taps, only the title typed.
    expect([hand.taps <= 8, hand.typed]).toEqual([true, ['field-title']])
    await hand.until('the record waits', () => hand.sees('home-unsent'))
    await page.reload()
    await hand.until('the record still waits', () => hand.sees('home-unsent'))

    await context.unroute('**/api/**')
    await page.reload()
    await untilSent(hand)
    const { state, record, id } = (await (await atServer('王秘书')).record('学习党章'))!
    const [evidence] = record.evidence!
    expect([state, record.people, evidence!.file]).toEqual(['complete', 30, 'IMG_0001.jpg'])
    const bytes = await (await atServer('王秘书')).file(evidence!.hash)
    expect([sha256(bytes), bytes.length]).toEqual([evidence!.hash, evidence!.size])
    expect(bytes.length).toBeLessThanOrEqual(1024 * 1024)
    expect(bytes.includes('Exif')).toBe(false)

    await page.goto(`${stand.server.origin}/#/pages/record/index?id=${id}`)
    await hand.until('it says so', async () => (await hand.read('record-state')) === '已收到')
    expect(await hand.read('evidence-0-place')).toBe('服务器已收到')

    // Another device shows the photo from the server.
    const other = await stand.open({ expected })
    const otherHand = other.hand
    await signInByName(otherHand, '王秘书')
    await chooseOrganisation(otherHand, (await atServer('王秘书')).organisation)
    await otherHand.until('the record is there', async () => {
      await other.page.goto(`${stand.server.origin}/#/pages/record/index?id=${id}`)
      return otherHand.sees('evidence-0')
    })
    const shown = other.page.locator('#evidence-0 img')
    await otherHand.until('the photo is shown', async () =>
      shown.evaluate((image: HTMLImageElement) => image.naturalWidth > 0).catch(() => false),
    )
    const size = await shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])
    expect(Math.max(...size)).toBeLessThanOrEqual(320)
    expect([...faults, ...other.faults]).toEqual([])
    await Promise.all([context.close(), other.context.close()])
  }, 120_000)

  it('says why a file is not taken, and takes the next one; what is taken out can be put back', async () => {
    const { context, page, hand, faults } = await stand.open()
    await signInByName(hand, '李秘书')
    await createOrganisation(hand, '中国试验学会', '51100000500022222Q')
    await page.goto(`${stand.server.origin}/#/pages/edit/index?kind=party-activity`)
    await hand.until('the form is there', () => hand.sees('evidence-disk'))
    await give(page, hand, 'evidence-disk', [
      { name: '通知.doc', bytes: Buffer.from('\xd0\xcf\x11\xe0old', 'latin1') },
      { name: '纪要.pdf', bytes: Buffer.from('%PDF-1.7\n%%EOF') },
    ])
    await hand.until('one is kept', () => hand.sees('evidence-0'))
    expect(await page.locator('#record-form .field-row__problem').innerText()).toContain('另存为')
    expect(await page.locator('#evidence-0').innerText()).toContain('纪要.pdf')
    await hand.tap('evidence-0-remove')
    await hand.until('it is out', async () => !(await hand.sees('evidence-0')))
    await hand.tap('undo')
    await hand.until('it is back', () => hand.sees('evidence-0'))
    expect(faults).toEqual([])
    await context.close()
  }, 60_000)
})
