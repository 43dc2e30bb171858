import decodeQR from 'qr/decode.js'
import { Heads } from '../src/data/heads'
import { Signal } from '../src/data/signal'
import type { App, Session } from '../src/data/app'
import { qrAddress } from '../src/features/heads/qr'
import type { HttpAnswer } from '../src/platform/ports'

/** Reads a drawing as a camera would: its runs as pixels. */
function read(address: string): string {
  const svg = Buffer.from(address.split(',')[1]!, 'base64').toString()
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)![1])
  const scale = 4
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1)
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column += 1)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
  return decodeQR({ width, height: width, data })
}

describe('the code on the screen', () => {
  it.each(['https://xingji.example/api/heads/AZqgX1Zz', `https://a.cn/api/heads/${'x'.repeat(48)}`, '1'])(
    'is read as %s by a reader of other people',
    (text) => {
      expect(read(qrAddress(text))).toBe(text)
    },
  )
})

describe('a count on the phone', () => {
  let answers: Record<string, { status?: number; body: unknown } | undefined>
  let asked: string[]
  let heads: Heads
  const open = { id: 'c1', record: 'r1', heads: 0, isOpen: true, address: '/api/heads/t1' }

  beforeEach(() => {
    asked = []
    answers = { 'POST organisations/o1/headcounts': { body: open } }
    const send = ({ method, url }: { method: string; url: string }): Promise<HttpAnswer> => {
      const call = `${method} ${url.replace('https://s/api/', '')}`
      asked.push(call)
      const answer = answers[call]
      if (!answer) return Promise.reject(new Error('no network'))
      return Promise.resolve({ status: answer.status ?? 200, body: JSON.stringify(answer.body) })
    }
    const session = new Signal<Session | undefined>({ version: 1, account: { id: 'a', name: '' }, token: 't' })
    const platform = { http: { send }, apiBase: 'https://s/api' }
    const app = { session, platform, newId: () => Promise.resolve('c1') }
    heads = new Heads(app as unknown as Pick<App, 'session' | 'platform' | 'newId'>, 'o1', 'r1')
  })

  it('says why there is none', async () => {
    answers = {
      'POST organisations/o1/headcounts': {
        status: 403,
        body: { error: { code: 'headcountOff', message: '没有打开' } },
      },
    }
    await heads.look()
    expect(heads.state.get()).toEqual({ problem: '没有打开' })
    expect(await heads.close()).toBeUndefined()
  })

  it('opens once, then only looks, and keeps the number while the server is away', async () => {
    await heads.look()
    expect(heads.state.get()).toMatchObject({ count: { heads: 0 }, address: 'https://s/api/heads/t1' })
    answers['GET organisations/o1/headcounts/c1'] = { body: { ...open, heads: 7, address: '/api/heads/t2' } }
    await heads.look()
    answers['GET organisations/o1/headcounts/c1'] = undefined
    await heads.look()
    expect(heads.state.get()).toMatchObject({ count: { heads: 7 }, address: 'https://s/api/heads/t2' })
    expect(heads.state.get().problem).toContain('连不上服务器')
    expect(asked.filter((call) => call.startsWith('POST'))).toHaveLength(1)
  })

  it('gives no number before the server has closed the count', async () => {
    await heads.look()
    expect(await heads.close()).toBeUndefined()
    const { address: _, ...closed } = { ...open, heads: 9, isOpen: false }
    answers['POST organisations/o1/headcounts/c1/close'] = { body: closed }
    expect(await heads.close()).toBe(9)
    expect(heads.state.get()).toEqual({ count: closed })
  })
})
