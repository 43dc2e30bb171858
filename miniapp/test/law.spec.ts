import { createHash } from 'node:crypto'
import { engineVersion, type Catalog, type Rubric } from '@xingji/shared'
import type { HttpRequest } from '../src/platform/ports'
import { fetchLaw, lawFrom } from '../src/data/law'
import { LawRemote } from '../src/data/law-remote'
import { standardsOf } from '../src/data/standards'
import { TestPhone, bundle, settle } from './support/phone'

const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const cast = bundle.rubrics[0]!
const renamed: Rubric = { ...cast, title: '新名字' }
const later: Rubric = { ...cast, edition: '2027', title: '2027 年的标准' }

/** The public part of a server, with faults on demand. */
class LawServer {
  catalog: Catalog = bundle.catalog
  rubrics = new Map<string, Rubric>(bundle.rubrics.map((rubric) => [rubric.id, rubric]))
  asked: string[] = []
  reachable = true
  /** Changes an answer's text before it is sent. */
  spoil?: (path: string, body: string) => string

  readonly remote = new LawRemote({ send: (request) => this.send(request) }, 'http://server/api')

  async send({ url, headers }: HttpRequest) {
    const path = decodeURIComponent(new URL(url).pathname.replace('/api/', ''))
    this.asked.push(path)
    if (!this.reachable) throw new Error('network')
    if (path === 'catalog' && headers['If-None-Match'] === `"${hashOf(this.catalog)}"`) return { status: 304, body: '' }
    const body = JSON.stringify(this.answer(path))
    return { status: 200, body: this.spoil ? this.spoil(path, body) : body }
  }

  private answer(path: string): unknown {
    if (path === 'catalog') return { hash: hashOf(this.catalog), catalog: this.catalog }
    if (path !== 'rubrics') {
      const rubric = this.rubrics.get(path.replace('rubrics/', ''))
      return { hash: hashOf(rubric), rubric }
    }
    const rubrics = [...this.rubrics].map(([id, rubric]) => {
      const { title, edition, maximum, minEngine } = rubric
      return { id, title, edition, maximum, minEngine, hash: hashOf(rubric) }
    })
    return { rubrics }
  }
}

const fetched = async (server: LawServer, present?: string) => fetchLaw(server.remote, bundle, present)
const titles = (text: string | undefined) =>
  standardsOf(lawFrom(bundle, text)).map(({ reference, rubric }) => [reference, rubric.title])

describe('rubrics that come without an app update', () => {
  let server: LawServer
  beforeEach(() => {
    server = new LawServer()
  })

  it('nothing is fetched where nothing changed', async () => {
    const first = await fetched(server)
    expect(server.asked).toEqual(['rubrics', 'catalog'])
    expect(lawFrom(bundle, first?.text).rubrics).toEqual(bundle.rubrics)
    expect(await fetched(server, first?.text)).toEqual({})
  })

  it('a changed rubric and a later edition are in force once they are stored, and are not fetched twice', async () => {
    server.rubrics.set('cast-2018', renamed).set('cast-2018@2027', later)
    const { text } = (await fetched(server))!
    expect(titles(text).slice(0, 2)).toEqual([
      ['cast-2018', '新名字'],
      ['cast-2018@2027', '2027 年的标准'],
    ])
    server.asked = []
    expect(await fetched(server, text)).toEqual({})
    expect(server.asked).toEqual(['rubrics', 'catalog'])
  })

  it('a new catalog comes with the rubrics that need it', async () => {
    server.catalog = { ...bundle.catalog, version: '2027' }
    const { text } = (await fetched(server))!
    expect(lawFrom(bundle, text).catalog.version).toBe('2027')
  })

  it('a document whose bytes do not have the hash is not taken', async () => {
    server.rubrics.set('cast-2018', renamed)
    server.spoil = (path, body) => (path === 'rubrics/cast-2018' ? body.replace('新名字', '坏名字') : body)
    expect(await fetched(server)).toBeUndefined()
  })

  it('a document that changed after it was listed is not taken', async () => {
    server.rubrics.set('cast-2018', renamed)
    const old = hashOf(renamed)
    server.spoil = (path, body) => (path === 'rubrics' ? body.replace(old, hashOf('other')) : body)
    expect(await fetched(server)).toBeUndefined()
  })

  it.each(['rubrics', 'catalog', 'rubrics/cast-2018'])(
    'a truncated answer to %s leaves what the phone has',
    async (cut) => {
      server.rubrics.set('cast-2018', renamed)
      server.catalog = { ...bundle.catalog, version: '2027' }
      server.spoil = (path, body) => (path === cut ? body.slice(0, body.length / 2) : body)
      expect(await fetched(server)).toBeUndefined()
    },
  )

  it('offline, and behind a page of some hotel network, the phone keeps what it has', async () => {
    server.reachable = false
    expect(await fetched(server)).toBeUndefined()
    server.reachable = true
    server.spoil = () => '<html>请登录</html>'
    expect(await fetched(server)).toBeUndefined()
  })

  it('a rubric for a newer engine is named, not fetched, and its last usable version stays', async () => {
    server.rubrics.set('cast-2018', renamed)
    const { text } = (await fetched(server))!
    server.rubrics.set('cast-2018', { ...renamed, title: '更新的', minEngine: engineVersion + 1 })
    server.rubrics.set('new-city', { ...cast, id: 'new-city', title: '新城市', minEngine: engineVersion + 1 })
    server.asked = []
    const next = (await fetched(server, text))!
    expect(server.asked).toEqual(['rubrics', 'catalog'])
    const law = lawFrom(bundle, next.text)
    expect(law.tooNew).toEqual([
      { reference: 'cast-2018', title: '更新的' },
      { reference: 'new-city', title: '新城市' },
    ])
    expect(titles(next.text)[0]).toEqual(['cast-2018', '新名字'])
  })

  it('a rubric this engine turns out not to work with counts as too new', async () => {
    const broken = { ...cast, id: 'odd', title: '读不了', sections: [{ id: '1' }] } as unknown as Rubric
    server.rubrics.set('odd', broken)
    const { text } = (await fetched(server))!
    expect(lawFrom(bundle, text).tooNew).toEqual([{ reference: 'odd', title: '读不了' }])
    expect(titles(text).map(([reference]) => reference)).toEqual(['cast-2018', 'wuhan-party-led'])
  })

  it('a damaged store falls back to what the app was built with', async () => {
    server.rubrics.set('cast-2018', renamed)
    const text = (await fetched(server))!.text!
    for (const damaged of [
      '',
      '{"version":1',
      text.slice(0, -9),
      text.replace('新名字', '坏名字'),
      'null',
      '{"version":1,"rubrics":[null],"tooNew":[]}',
    ])
      expect(titles(damaged)[0]).toEqual(['cast-2018', cast.title])
    // And is put right by the next fetch.
    expect(titles((await fetched(server, text.replace('新名字', '坏名字')))?.text)[0]).toEqual(['cast-2018', '新名字'])
  })

  it('an app update that brings another version of the document goes by its own', async () => {
    server.rubrics.set('cast-2018', renamed)
    const { text } = (await fetched(server))!
    const updated = { ...bundle, hashes: { ...bundle.hashes, 'cast-2018': 'another' } }
    expect(lawFrom(updated, text).rubrics[0]).toBe(cast)
  })

  it('the phone takes them after a sync, at once, and has them at the next opening without a network', async () => {
    server.rubrics.set('cast-2018', renamed)
    const phone = new TestPhone()
    const records = phone.server.send
    phone.server.send = (request) =>
      /\/api\/(rubrics|catalog)/.test(request.url) ? server.send(request) : records(request)
    const app = await phone.start()
    await app.signIn('王秘书')
    await app.select({ id: 'org', name: '晨光学会', code: null, verified: false })
    await app.wake()
    await settle()
    expect(app.law.get().rubrics[0]?.title).toBe('新名字')
    expect(app.workspace.get()!.scores.rubric('cast-2018')?.title).toBe('新名字')
    const before = server.asked.length
    await app.wake()
    expect(server.asked).toHaveLength(before)

    phone.server.reachable = false
    const again = await phone.start()
    expect(again.law.get().rubrics[0]?.title).toBe('新名字')
  })
})
