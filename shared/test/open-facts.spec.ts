import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createScorer, type FlatRecord } from '@xingji/shared'
import { parse } from 'yaml'
import { law } from './support/law'
import { inputOf, type Told } from './support/scoring'

interface Case extends Told {
  case: string
}
const cases = parse(
  readFileSync(path.resolve(__dirname, '..', '..', 'rubrics', 'wenzhou-2022', 'cases.yaml'), 'utf8'),
) as Case[]

describe('R11.7 the facts on which most hangs', () => {
  it('of the society whose public record of 2021 is known, these ten', () => {
    const told = cases.find((one) => one.case === '温州市老科技工作者协会 2021 年的公开情况')
    if (!told) throw new Error('no such case')
    const facts = createScorer(inputOf('wenzhou-2022', told)).openFacts()
    // Part 1: 25 for four items; part 2: 15 for eight, 1.875 each; part 3: 10 for 21; of parts 4 and 5 all is recorded or not.
    // Two conditions wait for the society's own data; all of part 1 for its Party organisation, a quarter of it for the
    // charter too. Then part 2: first what is enough alone (2.1, 2.3, 2.4, 2.5a, 2.5c), then the pairs and threes of 2.2.
    expect(facts.slice(0, 10).map(({ fact, gates, points, alone }) => [fact, gates.length, points, alone])).toEqual([
      ['organisation', 2, 0, 0],
      ['party-organisation', 0, 25, 18.75],
      ['charter', 0, 6.25, 0],
      ['office', 0, 1.88, 1.88],
      ['finances', 0, 1.88, 1.88],
      ['staff', 0, 1.88, 1.88],
      ['attestation/assembly', 0, 1.88, 1.88],
      ['attestation/supervisors', 0, 1.88, 1.88],
      ['plaque', 0, 1.88, 0],
      ['certificate/registration', 0, 1.88, 0],
    ])
    expect(facts[3]).toMatchObject({
      label: '“办公场所”（面积、来源、租期、有必要的办公设施、设施状况满足工作需要）',
      items: ['2.1'],
    })
    expect(facts.find((one) => one.fact === 'inspection')).toMatchObject({
      label: '“年检”（2018、2019、2020 年）',
      items: ['2.6'],
      points: 1.88,
    })
    expect(facts.map((one) => one.fact)).not.toContain('foreign-contact')
  })

  const facts = (deduction: number, rule: string, ...records: FlatRecord[]): unknown[] => {
    const { scorer } = law([{ maximum: 10, deduction, rule }])({ records })
    return scorer.openFacts().map(({ fact, points, alone }) => [fact, points, alone])
  }

  it('a deduction at risk hangs on what nobody stated', () => {
    const rule =
      '{ sum: [{ points: 10, when: { count: { kind: meeting }, min: 1 } }, { points: -6, unless: { fact: committee.size, min: 5 } }] }'
    expect(facts(6, rule)).toEqual([['committee', 6, 6]])
    expect(facts(6, rule, { kind: 'committee', from: '2018-01-01', size: 3 })).toEqual([])
  })

  it('of two parts of an item each fact has its own share: 4 and 6', () => {
    const rule =
      '{ sum: [{ points: 4, when: committee }, { points: 6, when: { eachYear: { kind: plan, year: [-1] }, has: { filed: { to: office } } } }] }'
    expect(facts(0, rule)).toEqual([
      ['plan', 6, 6],
      ['committee', 4, 4],
    ])
  })

  it('a fact that is read and whose record is asked for is one fact', () => {
    const rule =
      '{ points: 10, when: { all: [{ fact: committee }, { count: { kind: committee, where: { size: { min: 5 } } }, min: 1 }] } }'
    expect(facts(0, rule)).toEqual([['committee', 10, 10]])
  })

  it('a fact that would change nothing is not asked for', () => {
    const rule = '{ points: 10, when: { all: [{ fact: committee }, { count: { kind: meeting }, min: 1 }] } }'
    expect(facts(0, rule)).toEqual([])
    expect(facts(0, rule, { kind: 'meeting', on: '2018-02-01' })).toEqual([['committee', 10, 10]])
  })
})
