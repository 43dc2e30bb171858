import { fit, kindOf, type ValueKind } from '../src/platform/wechat/fit.js'

const twenty = '报送党委年度全面报告和下一年工作计划吗'

describe('a value of a subscription message', () => {
  it.each<[ValueKind, string, string]>([
    ['thing', '报送党委年度全面报告', '报送党委年度全面报告'],
    ['thing', `${twenty}啊`, `${twenty}啊`],
    ['thing', `${twenty}啊哈`, `${twenty}…`],
    ['thing', '第一行\n第二行', '第一行 第二行'],
    ['thing', '  ', '-'],
    ['thing', '😀'.repeat(21), `${'😀'.repeat(19)}…`],
    ['name', '中国土木工程学会某某分会', '中国土木工程学会某…'],
    ['phrase', '还有 7 天截止', '还有天截止'],
    ['phrase', '已经过期很久了', '已经过期很'],
    ['phrase', '7', '无'],
    ['number', '约 12.5 分', '12.5'],
    ['number', '', '0'],
    ['letter', 'a1b2', 'ab'],
    ['character_string', '2018 年-A', '2018-A'],
    ['symbol', '★★★★★★', '★★★★★'],
    ['phone_number', '+86 (27) 8765-4321', '+86278765-4321'],
    ['car_number', '鄂A·12345', '鄂A12345'],
    ['amount', '¥1,234,567.89元', '¥1234567.8'],
    ['date', '2018-12-31', '2018年12月31日'],
    ['time', '2018-12-31 15:01', '2018年12月31日 15:01'],
  ])('of kind %s: “%s” becomes “%s”', (kind, given, fitted) => expect(fit(kind, given)).toBe(fitted))

  it('has a kind that its key names', () => {
    expect(kindOf('thing12')).toBe('thing')
    expect(kindOf('character_string3')).toBe('character_string')
    expect(kindOf('thing')).toBeUndefined()
    expect(kindOf('wish1')).toBeUndefined()
  })
})
