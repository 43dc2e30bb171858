import { inboxOf, runJobs } from '../support/notices'
import { newSociety, Person } from '../support/personas'
import { startInProcess, type ServerInProcess } from '../support/server-in-process'
import { MailStandIn } from '../support/mail-stand-in'
import { WechatStandIn } from '../support/wechat-stand-in'

/** Monday, a week before what `wuhan-party-led` asks is due; ten in the morning in Shanghai. */
const monday = '2018-12-24T02:00:00Z'

describe('digests on their way', () => {
  let wechat: WechatStandIn
  let mail: MailStandIn
  let server: ServerInProcess
  let alice: Person

  const begin = async (start = monday, env: Record<string, string> = {}): Promise<void> => {
    wechat = await WechatStandIn.start()
    mail = await MailStandIn.start()
    server = await startInProcess(
      { XINGJI_SESSION_DAYS: '1000', ...wechat.messageSettings, ...mail.settings, ...env },
      start,
    )
    wechat.on('alice', { openid: 'o-alice' })
    const { body } = await new Person(server, 'alice').post('session/wechat', { code: 'alice' })
    alice = new Person(server, 'alice', body.token, body.account.id)
    const society = await newSociety(alice)
    await alice.patch(`organisations/${society}`, { rubrics: ['wuhan-party-led'] })
  }
  afterEach(async () => {
    await server?.stop()
    await wechat?.stop()
    await mail?.stop()
  })

  /** The person taps "accept": WeChat knows, and the phone tells us. */
  const accept = async (tap: string, answer = 'accept'): Promise<number> => {
    if (answer === 'accept') wechat.accept('o-alice')
    return (await alice.post('wechat/acceptances', { tap, template: wechat.template, answer })).body.left
  }
  const states = async (): Promise<string[]> => {
    const sent = (await inboxOf(alice)).flatMap((entry) =>
      entry.sent.map(({ channel, state }) => `${channel} ${state}`),
    )
    return [...new Set(sent)].sort()
  }
  const left = async (): Promise<number> => (await alice.get('preferences')).body.wechat.left
  const minutes = (count: number): void => server.clock.pass(0, count * 60_000)

  it('one WeChat message says the first thing due and how many there are; the next one comes another day', async () => {
    await begin()
    expect([await accept('tap-1'), await accept('tap-1'), await accept('tap-2')]).toEqual([1, 1, 2])
    await runJobs(server)
    await runJobs(server)
    expect(wechat.sent).toHaveLength(1)
    expect(wechat.sent[0]).toMatchObject({
      openId: 'o-alice',
      page: 'pages/inbox/index',
      values: {
        thing1: expect.stringMatching(/等7件$/),
        date2: '2018年12月31日',
        thing3: expect.stringMatching(/^还有 7 天/),
      },
    })
    expect([await states(), await left()]).toEqual([['wechat sent'], 1])
    server.clock.pass(5)
    await runJobs(server)
    expect([wechat.sent.length, await left()]).toEqual([2, 0])
  })

  it('is the inbox alone for somebody who accepted nothing, or does not want WeChat', async () => {
    await begin()
    await runJobs(server)
    expect([await states(), wechat.sendRequests]).toEqual([['wechat noQuota'], 0])
    await accept('tap-1')
    await alice.put('preferences', { wechat: false })
    server.clock.pass(5)
    await runJobs(server)
    expect([(await inboxOf(alice)).length, wechat.sendRequests]).toEqual([14, 0])
  })

  it('waits for the end of the quiet hours and for a workday, and brings everything in one', async () => {
    // Saturday 22 December, in the evening: nothing; Monday at seven: nothing; at eight: one.
    await begin('2018-12-22T14:00:00Z')
    await accept('tap-1')
    await runJobs(server)
    server.clock.pass(1, 9 * 3600_000)
    await runJobs(server)
    expect([(await inboxOf(alice)).length, wechat.sent.length]).toEqual([14, 0])
    minutes(60)
    await runJobs(server)
    expect(wechat.sent.map(({ values }) => values.thing1)).toEqual([expect.stringMatching(/等14件$/)])
  })

  it('is not sent when everything was read in the app before', async () => {
    await begin('2018-12-23T23:00:00Z')
    await accept('tap-1')
    await runJobs(server)
    expect((await alice.post('inbox/read', {})).body).toEqual({ unread: 0 })
    minutes(120)
    await runJobs(server)
    expect([wechat.sent.length, await left()]).toEqual([0, 1])
  })

  it('tries again after a pause when WeChat is busy, and keeps the acceptance', async () => {
    await begin()
    await accept('tap-1')
    wechat.onSend(
      'o-alice',
      { errcode: -1, errmsg: 'system error' },
      { errcode: 45009, errmsg: 'reach max api daily quota' },
    )
    await runJobs(server)
    await runJobs(server)
    expect([wechat.sendRequests, await left(), await states()]).toEqual([1, 1, ['wechat waiting']])
    minutes(1)
    await runJobs(server)
    minutes(59)
    await runJobs(server)
    expect([wechat.sendRequests, await left()]).toEqual([2, 1])
    minutes(1)
    await runJobs(server)
    expect([wechat.sent.length, await left(), await states()]).toEqual([1, 0, ['wechat sent']])
  })

  it('gives the acceptance back when the mistake is ours (47003), and zeroes the pair when the person refuses (43101)', async () => {
    await begin()
    await accept('tap-1')
    await accept('tap-2')
    wechat.onSend('o-alice', { errcode: 47003, errmsg: 'argument invalid' }, { errcode: 43101, errmsg: 'user refuse' })
    await runJobs(server)
    expect([await states(), await left()]).toEqual([['wechat refused'], 2])
    server.clock.pass(5)
    await runJobs(server)
    expect([await left(), wechat.sendRequests]).toEqual([0, 2])
  })

  it('is 不确定 after an unknown outcome and is not sent again; the callback settles it', async () => {
    await begin()
    await accept('tap-1')
    wechat.onSend('o-alice', 'lost-answer')
    await runJobs(server)
    minutes(200)
    await runJobs(server)
    expect([wechat.sendRequests, await states()]).toEqual([1, ['wechat uncertain']])
    await tell({
      Event: 'subscribe_msg_sent_event',
      List: { TemplateId: wechat.template, MsgID: wechat.sent[0]!.message, ErrorCode: '0', ErrorStatus: 'success' },
    })
    expect([await states(), await left()]).toEqual([['wechat sent'], 0])
  })

  it('ends a doubt that no callback ends after a day: the acceptance counts as used', async () => {
    await begin()
    await accept('tap-1')
    wechat.onSend('o-alice', 'hang-up')
    await runJobs(server)
    server.clock.pass(2)
    await runJobs(server)
    expect([await states(), await left(), wechat.sendRequests]).toEqual([['wechat uncertain'], 0, 1])
  })

  const tell = async (
    event: Record<string, unknown>,
    options: { timestamp?: number; nonce?: string } = {},
  ): Promise<number> => {
    const now = Math.floor(server.clock.now().getTime() / 1000)
    const { path, body } = wechat.callback(
      { FromUserName: 'o-alice', CreateTime: now, ...event },
      { timestamp: now, ...options },
    )
    return (await new Person(server, 'wechat').post(path, JSON.stringify(body))).status
  }
  const popup = (answer: string, times = 1): Record<string, unknown> => {
    const one = { TemplateId: wechat.template, SubscribeStatusString: answer, PopupScene: '0' }
    return { Event: 'subscribe_msg_popup_event', List: times === 1 ? one : Array.from({ length: times }, () => one) }
  }

  it('counts an acceptance once, whether the phone or WeChat tells of it first, or both, or twice', async () => {
    await begin()
    await accept('tap-1')
    expect([await tell(popup('accept')), await left()]).toEqual([200, 1])
    minutes(30)
    // WeChat first, twice; then the phone.
    expect(await tell(popup('accept'), { nonce: 'a' })).toBe(200)
    expect(await tell(popup('accept'), { nonce: 'b' })).toBe(200)
    expect(await left()).toBe(2)
    expect(await accept('tap-2')).toBe(2)
    minutes(30)
    await tell(popup('reject'))
    expect(await left()).toBe(2)
    await tell(popup('accept', 2))
    expect(await left()).toBe(4)
    await tell({
      Event: 'subscribe_msg_change_event',
      List: [{ TemplateId: wechat.template, SubscribeStatusString: 'reject' }],
    })
    expect(await left()).toBe(0)
  })

  it('refuses callbacks that are old, not signed, or for another address', async () => {
    await begin()
    const now = Math.floor(server.clock.now().getTime() / 1000)
    expect(await tell(popup('accept'), { timestamp: now - 601 })).toBe(403)
    const { path, body } = wechat.callback(popup('accept'), { timestamp: now })
    const visitor = new Person(server, 'visitor')
    expect((await visitor.post(path.replace(/nonce=\w/, 'nonce=x'), body)).status).toBe(403)
    expect((await visitor.post(path, {})).status).toBe(403)
    expect((await visitor.post(path, { Encrypt: 'e30=' })).status).toBe(403)
    expect(await left()).toBe(0)
    expect((await visitor.get(wechat.proof('hello'))).text).toBe('hello')
    expect((await visitor.get(wechat.proof('hello', 'other'))).status).toBe(403)
  })

  const confirmMail = async (): Promise<void> => {
    expect((await alice.post('preferences/mail', { address: 'alice@example.org' })).status).toBe(200)
    const code = /验证码是 (\d{6})/.exec(mail.texts[0]!)![1]
    expect(
      (await alice.post('preferences/mail/confirm', { code: code === '000000' ? '1' : '000000' })).body.error.code,
    ).toBe('mailCodeInvalid')
    const { body } = await alice.post('preferences/mail/confirm', { code })
    expect(body.mail).toEqual({ on: true, available: true, address: 'alice@example.org', pending: null })
    mail.messages.splice(0)
  }

  it('goes by e-mail to a confirmed address, at least once, always under the same Message-ID', async () => {
    await begin()
    await confirmMail()
    // The first try is refused for now; the second is taken, but the answer is lost; the third is taken.
    mail.replies.push(451, 'lost-answer')
    for (let i = 0; i < 4; i++) {
      await runJobs(server)
      minutes(10)
    }
    expect(mail.messages.map(({ to }) => to)).toEqual(['alice@example.org', 'alice@example.org'])
    const ids = mail.messages.map(({ id }) => id)
    expect(ids[0]).toMatch(/^<[0-9a-f]{64}@xingji\.invalid>$/)
    expect(new Set(ids).size).toBe(1)
    expect(mail.texts[0]).toContain('市土木建筑学会')
    expect(mail.texts[0]).toContain('· 报送上年度工作总结：还有 7 天，12月31日截止；关系到申报资格、1 分。')
    expect(await states()).toEqual(['mail sent', 'wechat noQuota'])
  })

  it('gives up on an address that does not exist, and sends nothing once mail is off', async () => {
    await begin()
    await confirmMail()
    mail.replies.push(550)
    await runJobs(server)
    expect([await states(), mail.messages]).toEqual([['mail refused', 'wechat noQuota'], []])
    await alice.delete('preferences/mail')
    server.clock.pass(5)
    await runJobs(server)
    expect(mail.messages).toEqual([])
  })

  it('says what is wrong with an address, and that a server without mail has none', async () => {
    await begin(monday, { XINGJI_MAIL_URL: '' })
    const refused = async (address: string): Promise<string> =>
      (await alice.post('preferences/mail', { address })).body.error.code
    expect(await refused('alice')).toBe('wrongType')
    expect(await refused('a@b.cn\nBcc: x@y.cn')).toBe('wrongType')
    expect(await refused('alice@example.org')).toBe('mailUnconfigured')
    expect((await alice.put('preferences', { quietFrom: '25:00' })).body.error).toMatchObject({ field: 'quietFrom' })
    expect((await alice.put('preferences', { quietFrom: '22:30', workdaysOnly: false })).body).toMatchObject({
      quiet: { from: '22:30', to: '08:00' },
      workdaysOnly: false,
    })
  })
})
