import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jpeg } from '../../server/test/pictures.js'
import type { Dist } from '../support/weapp/dist.js'
import { Phone } from '../support/weapp/phone.js'

/** A package of one page, written by hand; `methods` is the body of its page object. */
function packageOf(methods: string, wxml = '<view id="go" bindtap="go">{{text}}</view>'): Dist {
  const texts: Record<string, string> = {
    'app.json': JSON.stringify({ pages: ['pages/one/one', 'pages/two/two'] }),
    'app.js': 'App({})',
    'pages/one/one.json': '{}',
    'pages/one/one.wxml': wxml,
    'pages/one/one.js': `Page({ data: { text: '' }, say: function (text) { this.setData({ text: String(text) }) }, ${methods} })`,
    'pages/two/two.json': '{}',
    'pages/two/two.wxml': '<view id="query">{{query}}</view>',
    'pages/two/two.js':
      'Page({ data: { query: "" }, onLoad: function (q) { this.setData({ query: JSON.stringify(q) }) } })',
  }
  const sizes = Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, text.length]))
  return { texts, sizes }
}

const phones: Phone[] = []
const phoneWith = (methods: string, options: { wxml?: string; route?: (url: string) => string | undefined } = {}) => {
  const phone = new Phone({ dist: packageOf(methods, options.wxml), route: options.route })
  phones.push(phone)
  return phone
}
afterEach(() => {
  for (const phone of phones.splice(0)) phone.kill()
})

/** What one tap makes the page say. */
async function said(methods: string, route?: (url: string) => string | undefined): Promise<string> {
  const app = await phoneWith(methods, { route }).launch()
  await app.tap('#go')
  expect(app.trace.errors).toEqual([])
  return app.text('#go')
}

describe('the logic layer', () => {
  it.each([
    'window',
    'document',
    'fetch',
    'URL',
    'TextEncoder',
    'crypto',
    'localStorage',
    'process',
    'require',
    'Intl',
  ])('has no %s of the browser or Node', async (name) => {
    const seen = name === 'require' ? 'typeof globalThis.require' : `typeof ${name}`
    expect(await said(`go: function () { this.say(${seen}) }`)).toBe('undefined')
  })

  it.each(['eval("1")', 'new Function("return 1")()'])('refuses %s', async (code) => {
    expect(await said(`go: function () { try { this.say(${code}) } catch (e) { this.say(e.name) } }`)).toBe('EvalError')
  })

  it('gets plain event objects of its own realm', async () => {
    const methods =
      'go: function (e) { this.say(e.type + " " + e.currentTarget.id + " " + (e.detail instanceof Object)) }'
    expect(await said(methods)).toBe('tap go true')
  })

  // A promise nobody handles needs no line here: jest fails the test by itself.
  it('reports what handlers and timers throw', async () => {
    const throwing = 'throw new Error("broken")'
    const app = await phoneWith(`go: function () { setTimeout(function () { ${throwing} }, 1); ${throwing} }`).launch()
    await app.tap('#go')
    const places = app.trace.errors.filter((error) => error.includes('broken')).map((error) => error.split(':')[0])
    expect(places).toEqual(expect.arrayContaining(['handler', 'timer']))
  })
})

describe('the view', () => {
  it('refuses a template that does not compile cleanly', async () => {
    await expect(phoneWith('', { wxml: '<view><text></view>' }).launch()).rejects.toThrow('templates do not compile')
  })

  it('records each update with its size', async () => {
    const app = await phoneWith('go: function () { this.say("星迹") }').launch()
    await app.tap('#go')
    expect(app.trace.updates).toEqual([
      { page: 'pages/one/one', bytes: Buffer.byteLength('{"text":"星迹"}'), keys: ['text'] },
    ])
  })

  it('lets no disabled button be tapped', async () => {
    const wxml = '<button id="go" disabled="{{true}}" bindtap="go">{{text}}</button>'
    const app = await phoneWith('go: function () {}', { wxml }).launch()
    await expect(app.tap('#go')).rejects.toThrow('is disabled')
  })
})

describe('pages', () => {
  it('open with their query and close with the back key', async () => {
    const app = await phoneWith('go: function () { wx.navigateTo({ url: "/pages/two/two?id=7&x=%20" }) }').launch()
    await app.tap('#go')
    expect([app.path, app.text('#query'), app.depth]).toEqual(['pages/two/two', '{"id":"7","x":"%20"}', 2])
    await app.back()
    expect([app.path, app.depth]).toEqual(['pages/one/one', 1])
  })

  it('refuse an address that is none', async () => {
    const methods = `go: function () { var page = this
      wx.navigateTo({ url: '/pages/three/three', fail: function (e) { page.say(e.errMsg) } }) }`
    expect(await said(methods)).toBe('navigateTo:fail page "pages/three/three" is not found')
  })
})

describe('storage and files', () => {
  const counting = `onLoad: function () { this.say(wx.getStorageSync('n') || 'none') },
    go: function () { wx.setStorageSync('n', (wx.getStorageSync('n') || 0) + 1) }`

  it('outlive a restart', async () => {
    const phone = phoneWith(counting)
    const first = await phone.launch()
    expect(first.text('#go')).toBe('none')
    await first.tap('#go')
    expect((await phone.launch()).text('#go')).toBe('1')
  })

  it('refuse a value beyond a megabyte', async () => {
    const methods = `go: function () { try { wx.setStorageSync('n', Array(1100000).join('x')) } catch (e) { this.say(e.errMsg) } }`
    expect(await said(methods)).toBe('setStorageSync:fail entry size limit reached')
  })

  it('keep user data, lose temporary files, and rename in one step', async () => {
    const phone = phoneWith(`go: function () {
      var fs = wx.getFileSystemManager(), home = wx.env.USER_DATA_PATH
      fs.mkdirSync(home + '/a/b', true)
      fs.writeFileSync(home + '/a/b/new', '新', 'utf8')
      fs.writeFileSync(home + '/a/b/old', 'x', 'utf8')
      fs.renameSync(home + '/a/b/new', home + '/a/b/old')
      this.say(fs.readdirSync(home + '/a/b').join() + fs.readFileSync(home + '/a/b/old', 'utf8'))
    }`)
    const app = await phone.launch()
    const picture = phone.files.addTemporary(new Uint8Array([1, 2]), 'jpg')
    await app.tap('#go')
    expect(app.text('#go')).toBe('old新')
    phone.kill()
    expect([phone.files.has('wxfile://usr/a/b/old'), phone.files.has(picture)]).toEqual([true, false])
  })

  it.each([
    ['readFileSync', "fs.readFileSync(home + '/none')", 'no such file or directory'],
    ['writeFileSync', "fs.writeFileSync(home + '/no/dir', 'x')", 'no such file or directory'],
    ['writeFileSync', "fs.writeFileSync('/etc/x', 'x')", 'permission denied'],
  ])('word a failed %s as WeChat does', async (api, code, message) => {
    const methods = `go: function () { var fs = wx.getFileSystemManager(), home = wx.env.USER_DATA_PATH
      try { ${code} } catch (e) { this.say(e.errMsg) } }`
    expect(await said(methods)).toContain(`${api}:fail ${message}`)
  })
})

describe('requests, pictures and files on their way', () => {
  let server: Server
  let address: string
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += String(chunk)))
      request.on('end', () => response.end(JSON.stringify({ method: request.method, url: request.url, body })))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => server.close(resolve)))

  const route = (url: string): string | undefined =>
    url.startsWith('https://api.example/') ? url.replace('https://api.example', address) : undefined
  const asking = (options: string): string => `go: function () { var page = this
    wx.request({ ${options}, success: function (r) { page.say(JSON.stringify(r.data)) }, fail: function (e) { page.say(e.errMsg) } }) }`

  it('reach the server as sent', async () => {
    const text = await said(asking(`url: 'https://api.example/x', method: 'PUT', data: { a: '星' }`), route)
    expect(JSON.parse(text)).toEqual({ method: 'PUT', url: '/x', body: '{"a":"星"}' })
  })

  it('put the data of a GET into the address', async () => {
    const text = await said(asking(`url: 'https://api.example/x', data: { a: '1 2' }`), route)
    expect(JSON.parse(text)).toEqual({ method: 'GET', url: '/x?a=1+2', body: '' })
  })

  it('are refused with a method or a host that WeChat does not allow', async () => {
    expect(await said(asking(`url: 'https://api.example/x', method: 'PATCH'`), route)).toContain(
      'request:fail method PATCH',
    )
    expect(await said(asking(`url: 'https://other.example/x'`), route)).toBe('request:fail url not in domain list')
  })

  it('fail without a network, and the app hears when it comes back', async () => {
    const phone = phoneWith(
      `${asking(`url: 'https://api.example/x'`)},
       onLoad: function () { var page = this; wx.onNetworkStatusChange(function (s) { page.say(s.networkType) }) }`,
      { route },
    )
    phone.network.type = 'none'
    const app = await phone.launch()
    await app.tap('#go')
    expect(app.text('#go')).toContain('ERR_INTERNET_DISCONNECTED')
    phone.network.type = 'wifi'
    expect(app.text('#go')).toBe('wifi')
  })

  const taking = (code: string): string => `go: function () { var page = this
    function say(r) { page.say(JSON.stringify(r)) } function fail(e) { page.say(e.errMsg) }
    ${code} }`
  const photo = (): Phone['pictures'][number] => ({ bytes: jpeg({ width: 40, height: 30 }), extension: 'jpg' })

  it('give a photo with its size, or tell that the person went back or does not allow it', async () => {
    const phone = phoneWith(
      taking(`wx.chooseMedia({ count: 2, mediaType: ['image'], sourceType: ['camera'], success: say, fail: fail })`),
    )
    phone.pictures.push(photo())
    const app = await phone.launch()
    await app.tap('#go')
    const { type, tempFiles } = JSON.parse(app.text('#go')) as { type: string; tempFiles: object[] }
    expect([type, tempFiles.length]).toEqual(['image', 1])
    expect(tempFiles[0]).toMatchObject({ fileType: 'image', size: photo().bytes.length, width: 40, height: 30 })
    await app.tap('#go')
    expect(app.text('#go')).toBe('chooseMedia:fail cancel')
    phone.denied.add('chooseMedia')
    await app.tap('#go')
    expect(app.text('#go')).toBe('chooseMedia:fail auth deny')
  })

  it('make a photo smaller as asked, and refuse what is none', async () => {
    const phone = phoneWith(
      taking(`wx.chooseMessageFile({ count: 1, type: 'all', success: function (r) {
        wx.compressImage({ src: r.tempFiles[0].path, quality: 60, compressedWidth: 20, compressedHeight: 15,
          success: function (made) { wx.getImageInfo({ src: made.tempFilePath, success: say, fail: fail }) }, fail: fail }) } })`),
    )
    phone.compress = (_, { width, height }) => jpeg({ width, height })
    phone.pictures.push(photo(), { bytes: Buffer.from('%PDF-'), extension: 'pdf', name: '纪要.pdf' })
    const app = await phone.launch()
    await app.tap('#go')
    expect(JSON.parse(app.text('#go'))).toMatchObject({ width: 20, height: 15, type: 'jpeg' })
    await app.tap('#go')
    expect(app.text('#go')).toBe('compressImage:fail invalid image')
  })

  const sending = (path: string, url = 'https://api.example/f'): string =>
    taking(`var fs = wx.getFileSystemManager(), home = wx.env.USER_DATA_PATH, parts = []
      fs.writeFileSync(home + '/a.jpg', 'bytes', 'utf8')
      wx.uploadFile({ url: '${url}', filePath: ${path}, name: 'file', success: function (r) {
        say({ status: r.statusCode, data: JSON.parse(r.data), parts: parts }) }, fail: fail
      }).onProgressUpdate(function (p) { parts.push(p.progress) })`)

  it('send a file as a form and tell how far it has come', async () => {
    const { status, data, parts } = JSON.parse(await said(sending(`home + '/a.jpg'`), route)) as {
      status: number
      data: { method: string; body: string }
      parts: number[]
    }
    expect([status, data.method, parts]).toEqual([200, 'POST', [50, 100]])
    expect(data.body).toContain('name="file"; filename="a.jpg"')
    expect(data.body).toContain('bytes')
  })

  it('send no file that is not there, and none to another host', async () => {
    expect(await said(sending(`home + '/none.jpg'`), route)).toBe('uploadFile:fail file not found')
    const other = sending(`home + '/a.jpg'`, 'https://other.example/f')
    expect(await said(other, route)).toBe('uploadFile:fail url not in domain list')
  })

  it('bring a file, which is gone after a restart', async () => {
    const phone = phoneWith(
      taking(`wx.downloadFile({ url: 'https://api.example/f', success: function (r) {
        page.say(r.statusCode + ' ' + wx.getFileSystemManager().readFileSync(r.tempFilePath, 'utf8')) }, fail: fail })`),
      { route },
    )
    const app = await phone.launch()
    await app.tap('#go')
    expect(app.text('#go')).toBe(`200 ${JSON.stringify({ method: 'GET', url: '/f', body: '' })}`)
  })
})
