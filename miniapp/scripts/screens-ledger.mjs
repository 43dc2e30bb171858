const article = (title) => [{ link: 'https://mp.weixin.qq.com/s/example', title }]

/** A few records of an invented society for the screenshots; the last two are not uploaded yet. */
export const ledger = [
  {
    kind: 'organisation',
    from: '1985-05-01',
    type: 'society',
    level: 'national',
    under: 'cast',
    evidence: ['登记证书.jpg'],
  },
  { kind: 'inspection', year: 2025, result: 'pass', evidence: ['年检结论.pdf'] },
  {
    kind: 'committee',
    from: '2024-03-01',
    size: 7,
    secretary: 'named',
    deputySecretary: 'named',
    secretaryPost: 'president',
    evidence: ['批复.pdf'],
  },
  { kind: 'council', from: '2024-03-01', members: 160, partyMembers: 110 },
  { kind: 'branches', from: '2026-01-10', all: 20, withGroup: 11, evidence: ['分支机构名单.pdf'] },
  {
    kind: 'party-rules',
    from: '2024-05-10',
    topic: 'committee-work',
    title: '党委工作规则',
    evidence: ['规则.pdf'],
    filings: [{ to: 'party', on: '2024-06-01' }],
  },
  { kind: 'grassroots', from: '2020-07-01' },
  { kind: 'party-activity', on: '2026-03-20', title: '参观革命纪念馆', themed: true, evidence: article('主题党日') },
  { kind: 'party-activity', on: '2026-05-08', title: '科技下乡义诊', themed: true, professional: true },
  {
    kind: 'academic-exchange',
    on: '2026-06-18',
    title: '学术年会',
    people: 260,
    role: 'host',
    evidence: article('年会报道'),
  },
  { kind: 'committee-meeting', on: '2026-01-15', title: '第一次党委会', people: 7, evidence: ['纪要1.pdf'] },
  { kind: 'committee-meeting', on: '2025-12-20', title: '上年度最后一次党委会', people: 7 },
  { kind: 'committee-meeting', on: '2026-11-03', title: '第二次党委会', people: 6 },
]
