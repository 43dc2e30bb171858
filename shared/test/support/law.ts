import path from 'node:path'
import { loadRubricSet } from '@xingji/shared/rubric'
import { readTree } from './project-rubrics'
import { scoreOf, type Told, type ToldCard } from './scoring'

const good = readTree(path.resolve(__dirname, '..', '..', '..', 'test', 'fixtures', 'good-rubric'))

interface Law {
  maximum: number
  deduction?: number
  rule: string
}
/**
 * One section with these items, on the small catalog of the good rubric: meeting, plan, committee.
 * @param more further lines of the rubric's head and of the section, and a total that is not their sum
 */
export function law(
  items: Law[],
  apportioned?: number,
  more: { head?: string; section?: string; total?: number } = {},
): (told: Told) => ToldCard {
  const sum = (key: 'maximum' | 'deduction'): number => items.reduce((all, one) => all + (one[key] ?? 0), 0)
  const maximum = apportioned ?? sum('maximum')
  const rows = items.map(({ maximum: most, deduction = 0, rule }, i) => {
    const points = apportioned === undefined ? `maximum: ${most}, deduction: ${deduction}, ` : ''
    return `      - { id: '${i + 1}', title: 项, clause: 条, ${points}rule: ${rule} }`
  })
  const text = [
    `id: town`,
    `title: 试`,
    `edition: '1'`,
    `source: { title: 试 }`,
    `maximum: ${more.total ?? maximum}`,
    `deductions: ${sum('deduction')}`,
    ...(more.head === undefined ? [] : [more.head]),
    `sections:`,
    `  - id: s`,
    `    title: 部分`,
    `    maximum: ${maximum}`,
    ...(apportioned === undefined ? [] : ['    apportioned: true']),
    ...(more.section === undefined ? [] : [`    ${more.section}`]),
    `    items:`,
    ...rows,
  ].join('\n')
  const set = loadRubricSet({ ...good, 'town/rubric.yaml': text })
  if (!set.ok) throw new Error(set.problems.map((one) => one.message).join('\n'))
  const { catalog, rubrics } = set.value
  const [rubric] = rubrics
  if (!rubric) throw new Error('no rubric')
  return (told) => scoreOf('town', { rubric, catalog, ...told })
}
