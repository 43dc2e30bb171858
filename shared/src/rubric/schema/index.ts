import { columnRoles } from '../../model/catalog.js'
import { cycleKeys } from '../../model/cycle.js'
import { figureLabels } from '../../model/labels.js'
import { fieldTypes, tables, times, type Table } from '../vocabulary.js'
import { conditionDefinitions } from './conditions.js'
import {
  amount,
  day,
  flag,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  points,
  ref,
  text,
  words,
  type Json,
} from './parts.js'
import { ruleDefinitions } from './rules.js'

const id = (description?: string): Json => text(description ?? '编号；数字编号要加引号')
const clause = text('条款原文，一字不改')

const source = object(tables.source, { title: text(), number: text('文号'), issued: text(), issuer: text('发文单位') })
const rating = object(tables.rating, {
  per: points('多少分一颗星'),
  max: number('最多几星'),
  bands: listOf(object(tables.band, { min: number('几星以上'), label: text() })),
})
const due = object(tables.due, {
  id: id(),
  label: text(),
  default: oneOf(
    { const: 'cycle-end', description: '周期最后一天' },
    { type: 'string', pattern: '^\\d{2}-\\d{2}$', description: '周期那年的月-日' },
    { type: 'null', description: '不设，由组织方定' },
  ),
})
const setting = object(tables.setting, { id: id(), label: text(), unit: text(), default: { type: ['number', 'null'] } })
const span = object(tables.span, { days: number(), months: number() })
const duty = object(tables.duty, {
  id: id(),
  title: text(),
  clause,
  item: id('关系到哪个评价项或申报条件'),
  action: text('要做什么'),
  once: { ...ref('selector'), description: '每个周期有一条这样的记录（年度材料：所问的每一年一条）' },
  each: { ...ref('selector'), description: '每有一条这样的记录，就要 done' },
  done: object(tables.dutyDone, {
    filed: object(tables.dutyFiled, {
      to: text('报送对象'),
      when: words(['before', 'after'], '开始之前、结束当天或之后'),
    }),
    record: ref('selector'),
  }),
  count: { ...ref('selector'), description: '一共要 target 次，均匀安排在周期里' },
  target: number('一共要几次'),
  valid: { ...ref('selector'), description: '有效期（until）到之前要换新' },
  due: text('期限编号；不写则是周期最后一天'),
  within: oneOf(text('设置编号（天数）'), span),
  opens: oneOf(text('期限编号'), span),
  soon: number('到期前几天起算“快到期”'),
  whole: flag('没有它，整个申报都不算'),
})
const stage = object(tables.stage, { id: id(), title: text(), from: day(), to: day() })
const group = object(tables.group, { title: text(), sections: listOf(id(), 1), maximum: points() })

const item: Record<string, Json> = {
  id: id(),
  title: text(),
  clause,
  maximum: { type: ['number', 'null'], description: '满分；均分的部分里不写，或写 null' },
  deduction: points('最多扣几分（正数）'),
  bonus: flag('加分项：加在部分和总分的满分之外'),
  future: flag('以后的年度才计分：看得到，不计入'),
  reading: text('条文没有说清时怎样理解，给用户看'),
  readings: ref('readings'),
  rule: ref('rule'),
}
const gate: Record<string, Json> = { id: id(), title: text(), clause, when: ref('condition'), due: text('期限编号') }
const section: Record<string, Json> = {
  id: id(),
  title: text(),
  maximum: points('不含加分项和以后才计分的项'),
  apportioned: flag('文件没有给单项分数，各项均分（按份额）'),
  minimum: points('本部分至少要几分，否则不予评定'),
  weights: mapOf(amount, '类别: 权重'),
  items: listOf(ref('item'), 1),
}
const rubric: Record<string, Json> = {
  id: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$', description: '与文件夹同名' },
  title: text(),
  edition: text('版本，如 "2025"，要加引号'),
  source,
  maximum: points('总分，不含加分'),
  minEngine: number(),
  deductions: points('各项最多扣分的合计'),
  indicators: object(tables.indicators, { first: number('一级指标个数'), second: number('二级指标个数') }),
  window: object(tables.window, { from: day(), to: day() }),
  rating,
  due: listOf(due),
  settings: listOf(setting),
  gates: listOf(ref('gate')),
  groups: listOf(group),
  sections: listOf(ref('section'), 1),
  duties: listOf(duty),
  stages: listOf(stage),
}

const lawDefinitions = (): Record<string, Json> => ({
  ...conditionDefinitions(),
  ...ruleDefinitions(),
  readings: object(tables.readings, {
    default: id('没有另选时用哪种'),
    choices: listOf(object(tables.choice, { id: id(), label: text(), rule: ref('rule') }), 1),
  }),
  gate: object(tables.gate, gate),
  item: object(tables.item, item),
  section: object(tables.section, section),
})

/** Properties of one table picked from a larger set; null takes a key away. */
const changed = (table: Table, all: Readonly<Record<string, Json>>): Json =>
  object(table, Object.fromEntries(table.keys.map((key) => [key, oneOf(all[key] ?? {}, { type: 'null' })])))
/** Entries found by id: only the id is needed. */
const partly = (schema: Json): Json => ({ ...schema, required: ['id'] })

function editionSchema(): Json {
  const whole = Object.fromEntries(tables.edition.keys.flatMap((key) => (rubric[key] ? [[key, rubric[key]]] : [])))
  return object(tables.edition, {
    ...whole,
    basedOn: text('依据的版本'),
    due: listOf(partly(due)),
    settings: listOf(partly(setting)),
    duties: listOf(partly(duty)),
    stages: listOf(partly(stage)),
    sections: mapOf(changed(tables.editionSection, section), '部分编号: 改动'),
    gates: mapOf(changed(tables.editionGate, gate), '申报条件编号: 改动'),
    items: mapOf(changed(tables.editionItem, item), '评价项编号: 改动'),
    removed: listOf(id(), 0, '删去的评价项、申报条件、部分、报送任务、期限、设置'),
    added: listOf(
      object(tables.added, {
        section: oneOf(id('加到哪个部分'), ref('section')),
        after: id('加在哪一项之后'),
        item: ref('item'),
        gate: ref('gate'),
      }),
    ),
  })
}

const labelled = object(tables.labelled, { id: id(), label: text() })
const tableWordings = listOf(text(), 0, '表格里的其他写法')
const body = object(tables.body, { id: id(), label: text(), words: tableWordings })
const option = object(tables.option, {
  id: id(),
  label: text(),
  named: text('按这个文字字段分别计数'),
  aliases: listOf(id(), 0, '以前的编号'),
  words: tableWordings,
})
const field = object(tables.field, {
  id: { type: 'string', pattern: '^[a-z][A-Za-z0-9]*$' },
  label: text(),
  type: words(fieldTypes),
  unit: text('数字必须有单位'),
  min: number(),
  max: number(),
  options: listOf(option, 1, '只用于 enum'),
  required: flag(),
  atMost: text('不能超过同一记录的哪个字段'),
  audience: flag('是到场的人数，可以在门口扫码数'),
  usual: listOf(number(), 1, '表单里点一下就填上的常用数，从小到大'),
  assume: { type: ['string', 'number', 'boolean'], description: '没有填时当作什么' },
  help: text(),
  aliases: listOf(id()),
  words: tableWordings,
})
const kind = object(tables.kind, {
  id: { type: 'string', pattern: '^[a-z][a-z0-9-]*$' },
  label: text('用户看到的名称'),
  group: text('catalog.yaml 里的分组'),
  time: words(times, 'event 活动、period 时段、statement 常设情况、yearly 年度材料'),
  fields: listOf(field),
  help: text(),
  deed: object(
    tables.deed,
    { verb: text('动词，如 获得'), unit: text('量词，如 项'), thing: text('做成的是什么；不写则是种类名称') },
    '再做一次怎么说：获得 1 项表彰奖励',
  ),
  per: listOf(id(), 0, '按哪些字段分成几件事（只用于 statement）'),
  bodies: listOf(id(), 0, '常用的报送对象'),
  aliases: listOf(id(), 0, '以前的编号'),
  words: tableWordings,
})

const manyWords = (description: string): Json => listOf(text(), 0, description)
const tableWords = object(
  tables.tableWords,
  {
    columns: object(
      { keys: columnRoles, needed: [] },
      Object.fromEntries(columnRoles.map((role) => [role, tableWordings])),
      '各种列的表头',
    ),
    fields: mapOf(tableWordings, '许多种类共有的字段: 表头'),
    yes: manyWords('表示“是”'),
    no: manyWords('表示“否”'),
    nothing: manyWords('表示没有填'),
    totals: manyWords('合计行的开头'),
    remarks: manyWords('说明、签名行的开头'),
  },
  '人们在表格里的写法',
)

/** The places of a cycle file. */
const cycle = (): Json =>
  object(
    { keys: cycleKeys, needed: [] },
    {
      window: object(tables.window, { from: day(), to: day() }),
      due: mapOf(day(), '期限编号: 日期'),
      settings: mapOf(number(), '设置编号: 数值'),
      readings: mapOf(text(), '评价项: 读法'),
      class: text('单位类别'),
    },
  )

const figures: Record<string, Json> = {
  secured: number(figureLabels.secured),
  estimate: number(figureLabels.estimate),
  potential: number(figureLabels.potential),
}
const met: Json = { type: ['boolean', 'null'] }
const caseEntry = (): Json =>
  object(tables.caseEntry, {
    case: text('一句话说清情况'),
    why: text('一句话说清为什么得这些分'),
    asOf: day('评到哪天'),
    item: id(),
    cycle: cycle(),
    society: { type: 'object' },
    records: listOf({ type: 'object', required: ['kind'] }),
    selfAssessment: mapOf({ type: ['number', 'string'] }, '部分: 分数或级别'),
    claims: mapOf(text(), '记录: 评价项或 none'),
    reviews: mapOf({ type: ['number', 'string'] }, '部分: 分数或级别'),
    expect: {
      type: 'object',
      properties: expected(),
      additionalProperties: object(tables.caseItem, {
        ...figures,
        outcome: words(['met', 'partly', 'unmet', 'unknown', 'judged', 'notApplicable', 'atRisk']),
        met,
        atRisk: number(),
        counted: listOf(text()),
        notCounted: mapOf(text(), '记录: 原因'),
        missing: listOf(text()),
      }),
    },
  })

const dutyStatuses = ['future', 'open', 'dueSoon', 'overdue', 'done', 'late', 'waived', 'none']
const dutyCase = (): Json => {
  const { society, records, selfAssessment, claims, reviews } = (caseEntry() as { properties: Record<string, Json> })
    .properties
  const of = { type: ['string', 'number'], description: '有几条时：哪条记录，或哪一年的' }
  return object(tables.dutyCase, {
    duty: id('哪项报送任务'),
    case: text('一句话说清情况'),
    why: text('一句话说清为什么'),
    of,
    cycle: cycle(),
    society,
    records,
    selfAssessment,
    claims,
    reviews,
    waived: text('学会说明不适用的理由'),
    expect: mapOf(
      oneOf(
        words(dutyStatuses),
        object(tables.dutyExpect, {
          status: words(dutyStatuses),
          due: day(),
          opens: day(),
          doneOn: day(),
          stake: number('不办会失去几分'),
          upTo: number('最多会失去几分'),
          stars: number('不办会失去几颗星'),
          gates: listOf(text(), 0, '不办就不符合的申报条件'),
          whole: flag('不办就整个不算'),
          lost: number('迟了已经失去几分'),
          progress: number('已有几次'),
          nextBy: day('下一次最好在哪天以前'),
          tooLate: flag('补不回来了'),
          asks: number('几个标准都问到'),
        }),
      ),
      '日期: 状态',
    ),
  })
}

const expected = (): Json => {
  const rated = (value: Json): Json => ({
    type: 'object',
    properties: { secured: value, estimate: value, potential: value },
  })
  const whole = object(tables.caseExpect, {
    gates: mapOf(met),
    eligible: met,
    total: rated({ type: 'number' }),
    stars: rated({ type: 'number' }),
    bands: rated({ type: ['string', 'null'] }),
    sections: mapOf(number()),
    next: listOf({ type: 'object' }),
    atRisk: listOf({ type: 'object' }),
  })
  return whole.properties as Json
}

const file = (title: string, body: Json, definitions: Record<string, Json> = {}): Json => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title,
  ...body,
  ...(Object.keys(definitions).length > 0 ? { definitions } : {}),
})

/**
 * JSON Schemas for editors, by file name: what the loader's key tables allow, with hints. Names that only the catalog
 * knows (kinds, fields, bodies) are left to `xingji lint`.
 */
export const jsonSchemas = (): Record<string, Json> => ({
  rubric: file('评价标准 rubric.yaml', object(tables.rubric, rubric), lawDefinitions()),
  edition: file('后续版本 editions/*.yaml', editionSchema(), lawDefinitions()),
  catalog: file(
    '目录 catalog.yaml',
    object(tables.catalog, { version: text(), groups: listOf(labelled), bodies: listOf(body), tableWords }),
  ),
  kinds: file('记录种类 kinds/*.yaml', listOf(kind)),
  cases: file('案例 cases.yaml', listOf(caseEntry())),
  duties: file('报送任务案例 duties.yaml', listOf(dutyCase())),
  cycle: file('周期设置 cycle.yaml', cycle()),
})
