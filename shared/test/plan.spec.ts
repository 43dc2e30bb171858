import fc from 'fast-check'
import { cheapestPlan, createScorer, possibleActions, type Action, type Scorer } from '@xingji/shared'
import { withRecords } from '../src/planning/what-if'
import { loadRubricSet } from '@xingji/shared/rubric'
import { catalog, rubric, rubricFiles } from './support/project-rubrics'
import { ledgerFor } from './support/small-ledgers'

/** Least effort that reaches the goal, by trying every way. */
function bruteForce(scorer: Scorer, actions: readonly Action[], goal: number): number | undefined {
  const sum = (): number => scorer.estimateSum()
  let best: number | undefined
  const walk = (i: number, effort: number): void => {
    if (best !== undefined && effort >= best) return
    if (sum() >= goal) {
      best = effort
      return
    }
    const action = actions[i]
    if (!action) return
    walk(i + 1, effort)
    const more = (n: number): void => {
      if (n >= action.limit) return
      withRecords(scorer, action.records(n), () => {
        walk(i + 1, effort + action.effort * (n + 1))
        more(n + 1)
      })
    }
    more(0)
  }
  walk(0, 0)
  return best
}

const scorerFor = (seed: number, rubricId: string): Scorer =>
  createScorer({ rubric: rubric(rubricId), catalog, asOf: '2018-12-31', records: ledgerFor(seed) })

describe('R15 the cheapest plan', () => {
  it('R15.1 needs nothing when the target is reached', () => {
    const scorer = scorerFor(1, 'cast-2018')
    const plan = cheapestPlan(scorer, possibleActions(scorer, catalog), { points: -1000 })
    expect(plan).toMatchObject({ effort: 0, steps: [] })
  })

  it('R15.2 says so when the actions do not reach the target', () => {
    const scorer = scorerFor(1, 'cast-2018')
    expect(cheapestPlan(scorer, [], { stars: 10 })).toBeUndefined()
  })

  it('R15.3 knows each value of a fact that would do', () => {
    // Wuhan 2.2a: a register of all members is enough for 4 points; one of the council needs more than 500 members too.
    const scorer = createScorer({ rubric: rubric('wuhan-party-led'), catalog, asOf: '2022-12-31' })
    const register = possibleActions(scorer, catalog).filter((one) => one.id.startsWith('state:["party-register"'))
    expect(register.map((one) => one.label)).toEqual([
      '登记“党员信息电子档案”（摸清了哪些人中的党员：全体会员）',
      '登记“党员信息电子档案”（摸清了哪些人中的党员：理事）',
    ])
    expect(cheapestPlan(scorer, register, { points: 4 })).toMatchObject({ effort: 4, to: 4 })
  })

  it('R15.3 states what nobody stated about a year: account 4, inspection of 2018 4, for the 20 of item 1', () => {
    const scorer = createScorer({ rubric: rubric('xiangyang-2019-excellent-society'), catalog, asOf: '2019-12-31' })
    const plan = cheapestPlan(scorer, possibleActions(scorer, catalog), { points: 20 })
    expect(plan).toMatchObject({ effort: 8, to: 20 })
    expect(plan?.steps.map((step) => step.action.label).sort()).toEqual([
      '登记 2018 年的“年检”（合格）',
      '登记“银行账户”（学会名下的独立账户）',
    ])
  })

  it('R15.3 never states a year otherwise than it is stated', () => {
    const failed = { id: 'r1', kind: 'inspection', year: 2018, fields: { result: 'fail' }, evidence: [], filings: [] }
    const law = rubric('xiangyang-2019-excellent-society')
    const scorer = createScorer({ rubric: law, catalog, asOf: '2019-12-31', records: [failed] })
    expect(possibleActions(scorer, catalog).some((one) => one.kinds.includes('inspection'))).toBe(false)
  })

  it('R15.3 does what is counted by name each time with another: 3 reviews of 5 points, 8 each', () => {
    const text = `
id: town
title: 试
edition: '1'
source: { title: 试 }
maximum: 15
sections:
  - id: s
    title: 部分
    maximum: 15
    items:
      - { id: '1', title: 项, clause: 条, maximum: 15, rule: { each: 5, cap: 15, of: { distinct: { kind: prior-review }, by: matter } } }
`
    const own = Object.entries(rubricFiles).filter(([file]) => file.startsWith('catalog/'))
    const set = loadRubricSet({ ...Object.fromEntries(own), 'town/rubric.yaml': text })
    const [town] = set.ok ? set.value.rubrics : []
    if (!town) throw new Error('the rubric is wrong')
    const scorer = createScorer({ rubric: town, catalog, asOf: '2018-12-31' })
    const plan = cheapestPlan(scorer, possibleActions(scorer, catalog), { points: 15 })
    expect(plan).toMatchObject({ effort: 24, to: 15 })
  })

  it('R15.3 equals brute force on 500 random ledgers with at most 12 actions', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.constantFrom('cast-2018', 'wuhan-party-led'), fc.nat(1e6), (seed, id, pick) => {
        const scorer = scorerFor(seed, id)
        const actions = choose(possibleActions(scorer, catalog, effortsOf(pick)), pick)
        const now = scorer.estimateSum()
        const goal = now + scorer.scale.toUnits(id === 'cast-2018' ? 5 + (pick % 120) : 1 + (pick % 8))
        const plan = cheapestPlan(scorer, actions, { points: goal / scorer.scale.perPoint })
        expect(plan?.effort).toEqual(bruteForce(scorer, actions, goal))
      }),
      { numRuns: 500, seed: 7 },
    )
  }, 60000)

  it('R15.4 leaves the scorer as it was', () => {
    const scorer = scorerFor(3, 'cast-2018')
    const before = JSON.stringify(scorer.scorecard())
    cheapestPlan(scorer, possibleActions(scorer, catalog), { stars: 9 })
    expect(JSON.stringify(scorer.scorecard())).toBe(before)
  })
})

/** At most 12 doings: few actions, each at most twice. */
function choose(actions: Action[], pick: number): Action[] {
  const start = actions.length === 0 ? 0 : pick % actions.length
  const turned = [...actions.slice(start), ...actions.slice(0, start)]
  const chosen: Action[] = []
  let left = 12
  for (const action of turned) {
    const limit = Math.min(action.limit, 2, left)
    if (limit <= 0) break
    chosen.push({ ...action, limit })
    left -= limit
  }
  return chosen
}

const effortsOf = (pick: number): Record<string, number> => ({
  hold: 1 + (pick % 7),
  state: 1 + (pick % 5),
  file: 1 + (pick % 2),
})
