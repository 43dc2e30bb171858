import { loadCatalog } from '@xingji/shared/rubric'

const kind = (id: string, more = ''): string =>
  `- { id: ${id}, label: 名${id}, group: g, time: event, fields: [{ id: study, label: 学习, type: boolean, words: [党课] }]${more} }\n`
const main = (more = ''): string =>
  `version: '1'\ngroups: [{ id: g, label: 组 }]\nbodies: [{ id: b, label: 科协, words: [市科协] }]\n${more}`
const load = (kinds: string, more = '') => loadCatalog({ 'catalog.yaml': main(more), 'kinds/a.yaml': kinds })
const full =
  'tableWords: { columns: { on: [日期] }, fields: { study: [是否学习] }, yes: [是], no: [否], nothing: [/], totals: [合计], remarks: [注] }'

describe('wordings of tables in the catalog', () => {
  it('stand with kinds, fields, options and bodies', () => {
    expect(load(kind('a', ', words: [甲活动]'), full)).toMatchObject({
      ok: true,
      value: {
        bodies: [{ words: ['市科协'] }],
        kinds: [{ words: ['甲活动'], fields: [{ words: ['党课'] }] }],
        tableWords: { columns: { on: ['日期'] }, fields: { study: ['是否学习'] } },
      },
    })
  })

  it('name one kind only', () => {
    expect(load(kind('a', ', words: [甲活动]') + kind('b', ', words: [“甲”活动]'))).toMatchObject({
      ok: false,
      problems: [{ code: 'duplicate', message: expect.stringContaining('甲') }],
    })
  })

  it.each([
    ['columns: { whatever: [x] }', 'unknownKey'],
    ['columns: { on: 日期 }', 'wrongType'],
    ['fields: { nobody: [x] }', 'unknownField'],
    ['fields: [x]', 'wrongType'],
    ['yes: [true]', 'wrongType'],
  ])('are refused when they are %s', (part, code) => {
    const key = part.split(':')[0]!
    const more = full.replace(new RegExp(`${key}: (\\{[^}]*\\}|\\[[^\\]]*\\])`), part)
    expect(load(kind('a'), more)).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([expect.objectContaining({ code })]),
    })
  })
})
