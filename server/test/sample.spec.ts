import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readLedger } from '@xingji/shared'
import { parse } from 'yaml'
import { isCreditCode } from '../src/modules/organisations/credit-code.js'
import { loadLibrary } from '../src/modules/catalog/library.js'
import { isId } from '../src/platform/ids.js'
import { shiftYears } from '../src/sample/shift-years.js'

const rubrics = path.resolve(__dirname, '../../rubrics')

describe('the sample society', () => {
  it('moves days, years and years in titles', () => {
    const moved = shiftYears(
      { on: '2020-02-29', year: 2018, people: 2018, title: '2018 年度总结（第2018号）', list: ['2017年.pdf'] },
      1,
    )
    expect(moved).toEqual({
      on: '2021-02-28',
      year: 2019,
      people: 2018,
      title: '2019 年度总结（第2018号）',
      list: ['2018年.pdf'],
    })
  })

  it.each([2018, 2024, 2026, 2031])('is a ledger the server takes in %i', (year) => {
    const { catalog, rubrics: published } = loadLibrary(rubrics)
    const ledger = shiftYears(parse(readFileSync(path.join(rubrics, 'samples/society-2018.yaml'), 'utf8')), year - 2018)
    const result = readLedger(
      ledger,
      catalog.value,
      published.map(({ value }) => value),
    )
    expect(result).toMatchObject({ ok: true })
    if (!result.ok) return
    expect(result.value.records.every(({ id }) => isId(id))).toBe(true)
    expect(isCreditCode(result.value.society.code ?? '')).toBe(true)
  })
})
