/** What a server would answer on the screens that need one; everything else is out of reach. */
const due = (key, title, day, status) => ({ key, title, due: day, status })
const standings = {
  day: '2026-11-20',
  organisations: [
    ['o1', '市电机学会', ['dueSoon', 'overdue', 'done']],
    ['o2', '市光学学会', ['done', 'done', 'open']],
    ['o3', '市土木建筑学会', ['dueSoon', 'late', 'open']],
  ].map(([id, name, [plan, report, news]]) => ({
    organisation: { id, name },
    duties: [
      due('plan', '报送本年度工作计划', '2026-11-30', plan),
      due('report', '报送全面从严治党报告', '2026-10-31', report),
      due('news', '报送党建信息', '2026-12-31', news),
    ],
  })),
}
const entry = (id, title, body, read, sent = []) => ({
  id,
  organisation: { id: 'o', name: '晨光学会' },
  duty: id,
  due: '2026-11-30',
  moment: 'week',
  title,
  body,
  at: '2026-11-19T00:30:00Z',
  read,
  sent,
})
const inbox = {
  unread: 2,
  entries: [
    entry(
      'e1',
      '报送本年度工作计划',
      '组织方提醒：请本周内报来（还有 10 天，11月30日截止；关系到申报资格、1 分。）',
      false,
    ),
    entry('e2', '报送全面从严治党报告', '已过期 20 天，10月31日截止；关系到 50 分。', false, [
      { channel: 'mail', state: 'sent' },
    ]),
    entry('e3', '年检', '还有 30 天，12月20日截止；关系到整个申报。', true, [
      { channel: 'wechat', state: 'uncertain' },
    ]),
  ],
}
const preferences = {
  wechat: { on: true, available: true, template: null, left: 3 },
  mail: { on: true, available: true, address: 'mishu@example.org', pending: null },
  quiet: { from: '21:00', to: '08:00' },
  workdaysOnly: true,
}
const preview = {
  preview: 'p',
  people: 2,
  organisations: [
    ['o1', '市电机学会', { wechat: 1, mail: 0 }],
    ['o3', '市土木建筑学会', { wechat: 0, mail: 0 }],
  ].map(([id, name, channels]) => ({
    organisation: { id, name },
    people: 1,
    channels,
    messages: [{ title: '报送本年度工作计划', body: '组织方提醒：还有 10 天，11月30日截止；关系到申报资格、1 分。' }],
  })),
}

const answers = [
  [/GET .*\/me$/, { account: { id: 'local', name: '' }, memberships: [], isOrganiser: true, day: '2026-11-20' }],
  [/GET .*\/inbox/, inbox],
  [/GET .*\/preferences$/, preferences],
  [/GET \/api\/cycles$/, { cycles: [{ id: 'c', title: '2026 年党建引领专项评价', rubric: 'wuhan-party-led' }] }],
  [/GET .*\/standings/, standings],
  [/POST .*\/preview$/, preview],
  [/GET .*\/reminders$/, { reminders: [{ id: 'r', people: 3, at: '2026-11-16T01:05:00Z' }] }],
  [/GET .*\/headcounts$/, { on: true }],
  [
    /POST .*\/headcounts$/,
    { id: 'h', record: 'r', heads: 37, isOpen: true, address: `/api/heads/${'AZqgX1Zzq0uB7w9k'.repeat(3)}` },
  ],
]

export const answerOf = (method, path) => answers.find(([call]) => call.test(`${method} ${path}`))?.[1]
