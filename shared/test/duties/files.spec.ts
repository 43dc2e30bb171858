import { loadRubricSet } from '@xingji/shared/rubric'
import { rubricFiles } from '../support/project-rubrics'

const file = 'wuhan-party-led/rubric.yaml'
const duty = (lines: string): string => `duties:
  - id: x
    title: 报送
    clause: 报送
    item: gate-1.9
    action: 报送
${lines
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}

stages: []
`
/** The project's files with one duty in place of a rubric's own. */
function problemsOf(lines: string): string[] {
  const text = rubricFiles[file] ?? ''
  const changed = text.slice(0, text.indexOf('duties:')) + duty(lines)
  const set = loadRubricSet({ ...rubricFiles, [file]: changed })
  return set.ok ? [] : set.problems.map((one) => `${one.path} ${one.message}`)
}
const dues = `due: documents`

test.each([
  [
    'two forms at once',
    'once: { kind: work-plan }\neach: { kind: work-plan }\ndone: { filed: { to: association } }',
    /once、each 只能写一个/,
  ],
  ['an event without a word of when it is done', 'each: { kind: major-event }', /缺少 done/],
  ['a count without a number', 'count: { kind: party-news }', /缺少 target/],
  ['a count of none', 'count: { kind: party-news }\ntarget: 0', /次数是 1 到 36500 的整数/],
  ['done without an event', 'once: { kind: work-plan }\ndone: { filed: { to: association } }', /done 只和 each 一起写/],
  ['a span without an event', 'once: { kind: work-plan }\nwithin: { days: 3 }', /within 只和 each 一起写/],
  ['an unknown kind', 'once: { kind: workplan }', /没有种类 “workplan”；是不是 work-plan/],
  [
    'an unknown body',
    'once: { kind: work-plan, filed: { to: asociation } }',
    /没有报送对象 asociation；是不是 association/,
  ],
  ['a due date of no name', 'once: { kind: work-plan }\ndue: document', /没有期限 document；是不是 documents/],
  [
    'a setting of no name',
    'each: { kind: major-event }\ndone: { filed: { to: association } }\nwithin: change-day',
    /没有设置 change-day；是不是 change-days/,
  ],
  [
    'a due date inside the filing',
    'once: { kind: work-plan, filed: { to: association, by: documents } }',
    /期限写在 due 或 within/,
  ],
  [
    'days and months',
    'each: { kind: major-event }\ndone: { filed: { to: association } }\nwithin: { days: 3, months: 1 }',
    /三样写一样/,
  ],
  [
    'both due and within',
    `each: { kind: major-event }\ndone: { filed: { to: association } }\nwithin: { days: 3 }\n${dues}`,
    /只能写一个/,
  ],
  [
    'done in two ways',
    'each: { kind: major-event }\ndone: { filed: { to: association }, record: { kind: work-plan } }',
    /写且只写一个/,
  ],
  [
    'a side nobody knows',
    'each: { kind: major-event }\ndone: { filed: { to: association, when: during } }',
    /应是 before、after 之一/,
  ],
  ['validity of an event', 'valid: { kind: major-event }', /没有有效期，valid 只用于常设情况/],
  ['a list of selectors', 'once: [{ kind: work-plan }, { kind: work-summary }]', /请拆成几条任务/],
  ['an unknown key', 'once: { kind: work-plan }\nremind: 3', /不认识的键 remind/],
])('R17, R13.1 a duty with %s is refused with the way out', (_, lines, sentence) => {
  expect(problemsOf(lines)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]))
})

test('R17 a duty that says nothing of how it is done is done with its item', () => {
  expect(problemsOf(`${dues}\nsoon: 7`).filter((one) => !/没有被任何规则用到/.test(one))).toEqual([])
})
