import { noticeInWords } from '../src/modules/notices/words.js'

const duty = { title: '报送全面报告', due: '2018-12-31', stake: [{ rubric: 'cast-2018', points: 50 }] }

describe('what an inbox entry says', () => {
  it.each([
    ['week', '2018-12-24', '还有 7 天，12月31日截止；关系到 50 分。'],
    ['eve', '2018-12-31', '今天截止；关系到 50 分。'],
    ['overdue', '2019-01-02', '已经过期 2 天（2018年12月31日截止）；关系到 50 分。'],
    ['escalated', '2019-01-07', '已经过期 7 天（2018年12月31日截止），请负责人过问；关系到 50 分。'],
  ] as const)('at the moment %s, on %s: %s', (moment, day, body) =>
    expect(noticeInWords(duty, moment, day)).toEqual({ title: '报送全面报告', body }),
  )

  it('leaves out what nobody knows', () =>
    expect(noticeInWords({ ...duty, stake: [] }, 'week', '2018-12-24').body).toBe('还有 7 天，12月31日截止。'))
})
