import { Person, signIn } from '../support/personas'
import { startServer, type TestServer, withServer } from '../support/server'
import { type ServerInProcess, startInProcess } from '../support/server-in-process'
import { WechatStandIn } from '../support/wechat-stand-in'

describe('signing in with WeChat', () => {
  let wechat: WechatStandIn
  let server: TestServer
  let visitor: Person

  beforeAll(async () => {
    wechat = await WechatStandIn.start()
    server = await startServer({ env: wechat.settings })
    visitor = new Person(server, 'visitor')
  })
  afterAll(async () => {
    await server?.stop()
    await wechat?.stop()
  })
  beforeEach(() => wechat.requests.splice(0))

  it('exchanges the code and gives the same person the same account', async () => {
    wechat.on('first', { openid: 'o-alice' })
    wechat.on('second', { openid: 'o-alice' })
    const first = await visitor.post('session/wechat', { code: 'first' })
    expect(first.status).toBe(201)
    expect(first.body).toEqual({
      token: expect.stringMatching(/^eyJ/),
      expiresAt: expect.stringMatching(/Z$/),
      account: { id: expect.any(String), name: '微信用户' },
    })
    const second = await visitor.post('session/wechat', { code: 'second' })
    expect(second.body.account).toEqual(first.body.account)
    const me = await new Person(server, 'alice', first.body.token).get('me')
    expect(me.body).toMatchObject({
      account: first.body.account,
      memberships: [],
      isOperator: false,
      isOrganiser: false,
    })
    expect(Object.fromEntries(wechat.requests[0]!)).toMatchObject({
      js_code: 'first',
      grant_type: 'authorization_code',
    })
  })

  it.each([
    [40029, 'invalid code', 401, 'wechatCodeInvalid', 1],
    [40163, 'code been used', 401, 'wechatCodeInvalid', 1],
    [40226, 'code blocked', 403, 'wechatBlocked', 1],
    [45011, 'api minute-quota reach limit', 429, 'wechatRateLimited', 1],
    [-1, 'system error', 503, 'wechatUnavailable', 3],
    [40013, 'invalid appid', 503, 'wechatUnavailable', 1],
  ])('error %i (%s) is %i %s after %i request(s)', async (errcode, errmsg, status, code, requests) => {
    wechat.on('bad', { errcode, errmsg })
    const answer = await visitor.post('session/wechat', { code: 'bad' })
    expect([answer.status, answer.body.error.code, wechat.requests.length]).toEqual([status, code, requests])
    expect(answer.text).not.toContain('test-secret')
  })

  it.each([
    ['is busy', { errcode: -1, errmsg: 'system error' }],
    ['hangs up', 'hang-up'],
    ['answers with a page', 'not-json'],
  ] as const)('asks again when WeChat %s', async (_, reply) => {
    wechat.on('again', reply, { openid: 'o-bob' })
    expect((await visitor.post('session/wechat', { code: 'again' })).status).toBe(201)
    expect(wechat.requests).toHaveLength(2)
  })

  it.each([{}, { code: '' }, { code: 7 }, { code: 'x'.repeat(129) }])('refuses %j without asking', async (body) => {
    const answer = await visitor.post('session/wechat', body)
    expect([answer.status, answer.body.error.field, wechat.requests.length]).toEqual([400, 'code', 0])
  })
})

describe('a production server', () => {
  it.each<Record<string, string>>([{ NODE_ENV: 'production' }, { XINGJI_PROFILE: 'production' }])(
    '%j has no sign-in by name',
    (env) =>
      withServer({ env: { ...env, XINGJI_HOST: '127.0.0.1' } }, async (server) => {
        const visitor = new Person(server, 'visitor')
        const named = await visitor.post('session/development', { name: 'alice' })
        const unknown = await visitor.post('session/anything', { name: 'alice' })
        expect([named.status, named.text]).toEqual([404, unknown.text])
        const wechat = await visitor.post('session/wechat', { code: 'x' })
        expect([wechat.status, wechat.body.error.code]).toEqual([503, 'wechatUnconfigured'])
      }),
  )
})

describe('sessions', () => {
  let server: ServerInProcess

  beforeAll(async () => {
    server = await startInProcess({ XINGJI_SESSION_DAYS: '30' })
  })
  afterAll(() => server?.stop())

  it('end after their time', async () => {
    const alice = await signIn(server, 'alice')
    server.clock.pass(29)
    expect((await alice.get('me')).status).toBe(200)
    server.clock.pass(1, 1000)
    const { status, body } = await alice.get('me')
    expect([status, body.error.code]).toEqual([401, 'sessionExpired'])
  })

  it('of another server mean nothing', async () => {
    const other = await startInProcess()
    const stranger = await signIn(other, 'alice')
    await other.stop()
    const { status, body } = await new Person(server, 'alice', stranger.token).get('me')
    expect([status, body.error.code]).toEqual([401, 'notSignedIn'])
  })

  it('tell the day in Shanghai', async () => {
    const alice = await signIn(server, 'alice')
    expect((await alice.get('me')).body.day).toBe('2018-07-01')
  })

  it('let one change the name shown', async () => {
    const alice = await signIn(server, 'alice')
    expect((await alice.patch('me', { name: '  王秘书 ' })).body.account.name).toBe('王秘书')
    expect((await alice.patch('me', { name: '' })).status).toBe(400)
    expect((await signIn(server, 'alice')).id).toBe(alice.id)
  })
})

describe('rate limits', () => {
  it('stop a flood of sign-ins and of requests, and say when to come back', () =>
    withServer({ env: { XINGJI_SIGN_INS_PER_MINUTE: '3', XINGJI_REQUESTS_PER_MINUTE: '5' } }, async (server) => {
      const alice = await signIn(server, 'alice')
      const bob = await signIn(server, 'bob')
      await signIn(server, 'carol')
      const { status, body, headers } = await new Person(server, 'dave').post('session/development', { name: 'dave' })
      expect([status, body.error.code]).toEqual([429, 'tooManyRequests'])
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
      const answers = []
      for (let i = 0; i < 6; i++) answers.push((await alice.get('me')).status)
      expect(answers).toEqual([200, 200, 200, 200, 200, 429])
      expect((await bob.get('me')).status).toBe(200)
    }))
})
