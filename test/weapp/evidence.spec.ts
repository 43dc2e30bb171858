import { AtServer } from '../e2e/at-server.js'
import { Client } from '../e2e/client.js'
import { beginRecord, createOrganisation, recordStudySession, saveRecord, untilSent } from '../support/flow.js'
import { counting, weappHand, type CountingHand } from '../support/hand.js'
import { locatedPhoto, sha256 } from '../support/photos.js'
import { weappStand } from '../support/stands.js'

describe('evidence in the weapp build', () => {
  const stand = weappStand()

  async function phoneOf(person: string, code: string): Promise<CountingHand> {
    const hand = counting(await stand.phoneOf(person))
    await createOrganisation(hand, '中国测试学会', code)
    Object.assign(hand, { taps: 0, typed: [] })
    return hand
  }
  const atServer = async (code: string) =>
    AtServer.of(await Client.signIn(stand.server.api, { code }), stand.server.origin)
  const words = () => stand.phone.app.text('#record-form .field-row__problem')

  it('a photo taken without a network is kept through a restart, and arrives without its place', async () => {
    const hand = await phoneOf('paula', '511000005000111110')
    const photo = locatedPhoto()
    const asked: { quality: number; width: number; height: number }[] = []
    stand.phone.compress = (bytes, wanted) => {
      asked.push(wanted)
      return bytes
    }
    stand.phone.pictures.push({ bytes: photo, extension: 'jpg' })
    stand.phone.network.type = 'none'
    await recordStudySession(hand, '学习党章', () => hand.tap('evidence-camera'))
    // From the home screen to the saved record: at most 8 taps, only the title typed.
    expect([hand.taps <= 8, hand.typed]).toEqual([true, ['field-title']])
    // 4000 x 3000 is too large: made smaller, its longer side 2560.
    expect(asked[0]).toEqual({ quality: 85, width: 2560, height: 1920 })

    // A restart loses what was temporary.
    const again = weappHand(await stand.phone.launch())
    await again.until('the record waits', () => again.sees('home-unsent'))
    stand.phone.network.type = 'wifi'
    await untilSent(again)
    const there = await atServer('paula')
    const { state, record } = (await there.record('学习党章'))!
    const [evidence] = record.evidence!
    expect([state, record.people, evidence!.file]).toEqual(['complete', 30, '照片1.jpg'])
    const bytes = await there.file(evidence!.hash)
    expect([sha256(bytes), bytes.length]).toEqual([evidence!.hash, evidence!.size])
    expect([photo.includes('Exif'), bytes.includes('Exif')]).toEqual([true, false])
    const [upload] = stand.phone.app.trace.called('uploadFile') as { url: string; filePath: string }[]
    expect(upload!.filePath).toContain(evidence!.hash)
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('is not called received while the server has the record but not the photo', async () => {
    const hand = await phoneOf('petra', '51100000500022222Q')
    stand.phone.pictures.push({ bytes: locatedPhoto(), extension: 'jpg' })
    stand.phone.network.interfere = (request, send) =>
      request.url.includes('/files/') ? Promise.reject(new Error('weak network')) : send(request)
    await recordStudySession(hand, '学习党章', () => hand.tap('evidence-album'))
    const there = await atServer('petra')
    await hand.until('the record is there', async () => (await there.record('学习党章')) !== undefined)
    expect((await there.record('学习党章'))!.state).toBe('accepted')
    expect(await hand.sees('home-unsent')).toBe(true)
    await hand.tap('tab-records')
    expect(stand.phone.app.screen).toContain('附件未齐')
    expect(stand.phone.app.screen).not.toContain('已收到')

    stand.phone.network.interfere = undefined
    const again = weappHand(await stand.phone.launch())
    await again.until('the home page is there', () => again.sees('home'))
    await untilSent(again)
    expect((await there.record('学习党章'))!.state).toBe('complete')
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('takes papers from a chat, says why it does not take others, and what to do where it may not', async () => {
    const hand = await phoneOf('polly', '51110000500033333M')
    await beginRecord(hand, 'party-activity')
    await hand.type('field-title', '学习文件')
    stand.phone.pictures.push(
      { bytes: Buffer.from('%PDF-1.7\n%%EOF'), extension: 'pdf', name: '会议纪要.pdf' },
      { bytes: Buffer.from('\xd0\xcf\x11\xe0', 'latin1'), extension: 'doc', name: '旧通知.doc' },
    )
    await hand.tap('evidence-chat')
    await hand.until('the paper is kept', () => hand.sees('evidence-0'))
    expect(stand.phone.app.text('#evidence-0')).toContain('会议纪要.pdf')
    expect(words()).toContain('“旧通知.doc”：这是老版本的 Word')
    await hand.tap('evidence-0-open')
    expect(stand.phone.app.trace.called('openDocument')).toMatchObject([{ showMenu: true, fileType: 'pdf' }])

    // Changing one's mind is no failure.
    await hand.tap('evidence-camera')
    expect(stand.phone.app.has('#record-form .field-row__problem')).toBe(false)
    stand.phone.denied.add('chooseMedia')
    await hand.tap('evidence-camera')
    expect(words()).toContain('允许使用相机')

    await hand.tap('evidence-0-remove')
    expect(await hand.sees('evidence-0')).toBe(false)
    await hand.tap('undo')
    expect(await hand.sees('evidence-0')).toBe(true)
    await saveRecord(hand)
    await untilSent(hand)
    expect((await (await atServer('polly')).record('学习文件'))!.state).toBe('complete')
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)

  it('says so when the phone has no room for a photo, and still keeps the record', async () => {
    const hand = await phoneOf('pia', '51110000500044444E')
    stand.phone.files.fill(199 * 1024 * 1024)
    await beginRecord(hand, 'party-activity')
    await hand.type('field-title', '没有地方')
    const [head, end] = [locatedPhoto().subarray(0, -2), Buffer.from([0xff, 0xd9])]
    const large = Buffer.concat([head, Buffer.alloc(2 * 1024 * 1024, 1), end])
    stand.phone.pictures.push({ bytes: large, extension: 'jpg' })
    await hand.tap('evidence-album')
    expect(words()).toContain('没有地方存了')
    await saveRecord(hand)
    await untilSent(hand)
    expect(stand.phone.app.trace.errors).toEqual([])
  }, 60_000)
})
