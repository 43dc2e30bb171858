import type { Problem } from '@xingji/shared'
import { choice, day, id, list, object, optional, text, whole, type Shape } from '../src/http/shape.js'

function read(shape: Shape<unknown>, value: unknown): unknown {
  const problems: Problem[] = []
  const result = shape.read(value, '', problems)
  return problems.length > 0 ? problems.map(({ code, path }) => `${code} ${path}`) : result
}
const shape = object({ name: text('名称', { max: 5 }), count: optional(whole('数量', { max: 9 })) })

describe('shapes of requests', () => {
  it('reads what fits, trimmed', () =>
    expect(read(shape, { name: ' 学会 ', count: 3 })).toEqual({ name: '学会', count: 3 }))
  it('leaves out what may be left out', () => expect(read(shape, { name: 'a' })).toEqual({ name: 'a' }))

  it.each([
    [undefined, ['wrongType ']],
    [[], ['wrongType ']],
    [{}, ['missing name']],
    [{ name: 1 }, ['wrongType name']],
    [{ name: '  ' }, ['missing name']],
    [{ name: '一二三四五六' }, ['tooLong name']],
    [{ name: 'a', count: 1.5 }, ['wrongType count']],
    [{ name: 'a', count: 10 }, ['badRange count']],
    [{ name: 'a', more: 1 }, ['unknownKey more']],
    [JSON.parse('{"name": "a", "__proto__": {"count": 1}}'), ['unknownKey __proto__']],
    [{ count: 'x', other: 1 }, ['unknownKey other', 'missing name', 'wrongType count']],
  ])('refuses %j', (value, problems) => expect(read(shape, value)).toEqual(problems))

  it.each<[string, Shape<unknown>, unknown, string]>([
    ['an id of another version', id('编号'), '0190f3d2-0000-4000-8000-000000000001', 'wrongType '],
    ['an id in capitals', id('编号'), '0190F3D2-0000-7000-8000-000000000001', 'wrongType '],
    ['a day that does not exist', day('日期'), '2018-02-29', 'badDay '],
    ['a word that is no choice', choice('角色', ['a', 'b']), 'c', 'unknownOption '],
    ['numbers in a list of words', list('标准'), [1], 'wrongType '],
    ['a list that is too long', list('标准', 1), ['a', 'b'], 'tooMany '],
    ['a number in words', whole('数量'), '3', 'wrongType '],
    ['a huge number in an address', whole('数量', { isText: true }), '99999999999', 'wrongType '],
  ])('refuses %s', (_, one, value, problem) => expect(read(one, value)).toEqual([problem]))
})
