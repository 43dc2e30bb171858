import type { WechatConfig } from '../../server/src/platform/config.js'
import { AccessTokens } from '../../server/src/platform/wechat/access-tokens.js'
import { HttpWechat } from '../../server/src/platform/wechat/http-wechat.js'
import { openDatabase, type OpenDatabase } from '../support/database-in-process'
import { onEachDatabase } from '../support/database'
import { Database } from '../../server/src/platform/database/database.js'
import { FakeClock } from '../support/server-in-process'
import { WechatStandIn, type SendReply } from '../support/wechat-stand-in'

onEachDatabase('the WeChat client', (kind) => {
  let open: OpenDatabase
  let standIn: WechatStandIn
  let config: WechatConfig
  const clock = new FakeClock('2018-06-01T00:00:00Z')
  const client = (database: Database = open.database): HttpWechat =>
    new HttpWechat(config, new AccessTokens(config, database, clock))
  const message = {
    template: 'duty-template',
    page: 'pages/inbox/index',
    values: { thing1: '报送', date2: '2018年6月1日', thing3: '-' },
  }

  /** An address where nobody listens any more. */
  const nowhere = async (): Promise<string> => {
    const gone = await WechatStandIn.start()
    await gone.stop()
    return gone.address
  }

  beforeAll(async () => {
    open = await openDatabase(kind)
  })
  afterAll(() => open?.close())
  beforeEach(async () => {
    standIn = await WechatStandIn.start()
    config = { appId: 'wx-test', secret: 'test-secret', address: standIn.address, pause: 1 }
    await open.database.write((store) => store.query('DELETE FROM wechat_token'))
  })
  afterEach(() => standIn.stop())

  it('fetches one token for all server processes at once, and again shortly before it ends', async () => {
    const other = kind === 'mysql' ? new Database(await open.again()) : open.database
    standIn.accept('o-a', 20)
    const send = (database: Database) => client(database).send({ openId: 'o-a', ...message })
    const sent = await Promise.all([open.database, other, open.database, other].map(send))
    expect(sent.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent', 'sent'])
    expect(standIn.tokenRequests).toBe(1)
    clock.pass(0, 7200_000 - 5 * 60_000 - 1)
    await send(other)
    expect(standIn.tokenRequests).toBe(1)
    clock.pass(0, 1)
    await send(other)
    expect(standIn.tokenRequests).toBe(2)
  })

  it('takes over from a process that died while it fetched a token', async () => {
    const until = new Date(clock.now().getTime() + 15_000).toISOString()
    const row = { app: 'wx-test', token: '', expiresAt: new Date(0).toISOString(), leasedUntil: until, version: 3 }
    await open.database.write((store) => store.insert('wechat_token', row))
    standIn.accept('o-a')
    clock.pass(0, 15_001)
    expect((await client().send({ openId: 'o-a', ...message })).outcome).toBe('sent')
  })

  it('reads the token again once when WeChat no longer takes it (40001, 42001)', async () => {
    standIn.accept('o-a', 2)
    await client().send({ openId: 'o-a', ...message })
    standIn.expireTokens()
    expect((await client().send({ openId: 'o-a', ...message })).outcome).toBe('sent')
    expect([standIn.tokenRequests, standIn.sent.length]).toEqual([2, 2])
    // A token that is never good: asked for again once, then given up.
    standIn.onSend(
      'o-a',
      { errcode: 40001, errmsg: 'invalid credential' },
      { errcode: 40001, errmsg: 'invalid credential' },
    )
    expect(await client().send({ openId: 'o-a', ...message })).toEqual({ outcome: 'later', errcode: 40001 })
    expect(standIn.tokenRequests).toBe(3)
  })

  it.each<[string, SendReply, object, number]>([
    ['ok', 'ok', { outcome: 'sent', message: expect.stringMatching(/^\d+$/) }, 1],
    ['busy', { errcode: -1, errmsg: 'system error' }, { outcome: 'later', errcode: -1 }, 0],
    [
      'too many calls',
      { errcode: 45009, errmsg: 'reach max api daily quota' },
      { outcome: 'later', errcode: 45009 },
      0,
    ],
    ['too many calls a minute', { errcode: 45168, errmsg: 'freq limit' }, { outcome: 'later', errcode: 45168 }, 0],
    ['refused by the person', { errcode: 43101, errmsg: 'user refuse' }, { outcome: 'noQuota', errcode: 43101 }, 0],
    ['a wrong value', { errcode: 47003, errmsg: 'argument invalid' }, { outcome: 'refused', errcode: 47003 }, 0],
    ['a wrong template', { errcode: 40037, errmsg: 'invalid template_id' }, { outcome: 'refused', errcode: 40037 }, 0],
    ['a wrong page', { errcode: 41030, errmsg: 'invalid page' }, { outcome: 'refused', errcode: 41030 }, 0],
    ['a wrong openid', { errcode: 40003, errmsg: 'invalid openid' }, { outcome: 'refused', errcode: 40003 }, 0],
    ['no answer, nothing sent', 'hang-up', { outcome: 'uncertain' }, 0],
    ['no answer, but sent', 'lost-answer', { outcome: 'uncertain' }, 1],
    ['a page of a proxy', 'not-json', { outcome: 'uncertain' }, 0],
    ['a slow answer', { delay: 300 }, { outcome: 'sent', message: expect.any(String) }, 1],
  ])('sends once, whatever comes back: %s', async (_, reply, outcome, reached) => {
    standIn.accept('o-a')
    standIn.onSend('o-a', reply)
    expect(await client().send({ openId: 'o-a', ...message })).toEqual(outcome)
    expect([standIn.sendRequests, standIn.sent.length]).toEqual([1, reached])
  })

  it('knows that nothing was sent when WeChat could not be reached', async () => {
    standIn.accept('o-a')
    await client().send({ openId: 'o-a', ...message })
    config = { ...config, address: await nowhere() }
    expect(await client().send({ openId: 'o-a', ...message })).toEqual({ outcome: 'later', errcode: -1 })
  })

  it('has texts checked, and does not take silence for consent', async () => {
    expect(await client().checkText('o-a', '请按时报送')).toBe('pass')
    expect(await client().checkText('o-a', '特违')).toBe('risky')
    expect(await client().checkText('o-a', 'x'.repeat(3000))).toBe('pass')
    config = { ...config, address: await nowhere() }
    expect(await client().checkText('o-a', '请按时报送')).toBe('unknown')
  })
})
