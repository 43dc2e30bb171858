import type { Catalog } from './catalog.js'
import { indexCatalog } from './catalog-index.js'
import type { ClaimsByRubric, Ledger, LedgerRecord, PointsByRubric, Society } from './ledger.js'
import type { Result } from './problem.js'
import { isPlainObject, ProblemList, readField, readRecord, show } from './read-record.js'
import type { Rubric } from './rubric.js'
import { judgedParts } from './rubric-parts.js'

const ledgerKeys = ['society', 'records', 'selfAssessment', 'claims', 'reviews']
/** The kind whose fields a society block may carry. */
export const societyKind = 'organisation'
/** The id under which the society block stands among the records: none a record can have, and before all of them. */
export const societyRecordId = '!society'

/**
 * Validates a whole ledger (parsed YAML or JSON). With `rubrics`, assessments, claims and reviews are checked against
 * them: part ids, maxima, record ids; without, only their shape is.
 */
export function readLedger(raw: unknown, catalog: Catalog, rubrics?: readonly Rubric[]): Result<Ledger> {
  const list = new ProblemList()
  const source = raw ?? {}
  if (!isPlainObject(source)) {
    list.add('wrongType', '', `台账应是 society、records 等几部分，这里是 ${show(raw)}`)
    return { ok: false, problems: list.problems }
  }
  for (const key of Object.keys(source))
    if (!ledgerKeys.includes(key))
      list.add('unknownKey', key, `台账没有 ${key} 这一部分；可用：${ledgerKeys.join('、')}`)
  const ids = new Set<string>()
  const records = readRecords(source.records, catalog, list, ids)
  const ledger: Ledger = {
    society: readSociety(source.society, catalog, list),
    records,
    selfAssessment: readPoints(source.selfAssessment, 'selfAssessment', rubrics, list),
    claims: readClaims(source.claims, ids, rubrics, list),
    reviews: readPoints(source.reviews, 'reviews', rubrics, list),
  }
  return list.problems.length > 0 ? { ok: false, problems: list.problems } : { ok: true, value: ledger }
}

/** @param ids takes the id of every record, those that are wrong in something else too */
function readRecords(raw: unknown, catalog: Catalog, list: ProblemList, ids: Set<string>): LedgerRecord[] {
  if (raw === undefined || raw === null) return []
  if (!Array.isArray(raw)) {
    list.add('wrongType', 'records', `records 应是记录的列表，这里是 ${show(raw)}`)
    return []
  }
  const firstAt = new Map<string, number>()
  const records: LedgerRecord[] = []
  raw.forEach((one: unknown, i) => {
    const result = readRecord(one, catalog, `records[${i}]`)
    const id =
      isPlainObject(one) && (typeof one.id === 'string' || typeof one.id === 'number') ? String(one.id) : undefined
    if (id !== undefined) {
      ids.add(id)
      const earlier = firstAt.get(id)
      if (earlier === undefined) firstAt.set(id, i)
      else list.add('duplicate', `records[${i}].id`, `编号 ${id} 与 records[${earlier}] 重复；每条记录的编号要各不相同`)
    }
    if (result.ok) records.push(result.value)
    else list.problems.push(...result.problems)
  })
  return records
}

/** The society block: name, code and fields of the `organisation` kind. */
export function readSociety(raw: unknown, catalog: Catalog, list: ProblemList, path = 'society'): Society {
  const fields: Record<string, Society['fields'][string]> = {}
  const society: { name?: string; code?: string; fields: typeof fields } = { fields }
  if (raw === undefined || raw === null) return society
  if (!isPlainObject(raw)) {
    list.add('wrongType', path, `society 应是一组“字段: 值”，这里是 ${show(raw)}`)
    return society
  }
  const index = indexCatalog(catalog)
  const kind = index.kind(societyKind)
  for (const key of Object.keys(raw)) {
    const value = raw[key]
    const at = `${path}.${key}`
    if (value === undefined || value === null) continue
    if (key === 'name' || key === 'code') {
      if (typeof value === 'string') society[key] = value
      else list.add('wrongType', at, `应是文字，这里是 ${show(value)}`)
      continue
    }
    const field = kind && index.field(kind, key)
    if (!field) {
      list.add(
        'unknownField',
        at,
        `society 没有字段 ${key}；可用 name、code 和 organisation 的字段（见 xingji catalog）`,
      )
      continue
    }
    const parsed = readField(value, field, at, list)
    if (parsed !== undefined) fields[field.id] = parsed
  }
  return society
}

/** The society as the organisation statement it is read as, when it states anything. */
export function societyRecord(society: Society): LedgerRecord | undefined {
  if (Object.keys(society.fields).length === 0) return undefined
  return {
    id: societyRecordId,
    kind: societyKind,
    from: '1900-01-01',
    fields: society.fields,
    evidence: [],
    filings: [],
  }
}

function findRubric(
  id: string,
  path: string,
  rubrics: readonly Rubric[] | undefined,
  list: ProblemList,
): Rubric | undefined {
  const rubric = rubrics?.find((one) => one.id === id)
  if (rubrics && !rubric)
    list.add(
      'unknownRubric',
      path,
      `没有评价标准 ${id}${rubrics.length > 0 ? `；可用：${rubrics.map((one) => one.id).join('、')}` : ''}`,
    )
  return rubric
}

function readPoints(
  raw: unknown,
  name: string,
  rubrics: readonly Rubric[] | undefined,
  list: ProblemList,
): PointsByRubric {
  const out: Record<string, Record<string, number>> = {}
  if (raw === undefined || raw === null) return out
  if (!isPlainObject(raw)) {
    list.add('wrongType', name, `${name} 应按评价标准分列，这里是 ${show(raw)}`)
    return out
  }
  for (const id of Object.keys(raw)) {
    const rubric = findRubric(id, `${name}.${id}`, rubrics, list)
    out[id] = readPartPoints(raw[id], `${name}.${id}`, rubric, list, name === 'reviews')
  }
  return out
}

/**
 * Points by part. A part may be named by its item when the item has one judged part; a graded part takes a grade's name.
 * Self-assessed points above a part's maximum are capped by the scorer; a reviewer's may not exceed it.
 */
export function readPartPoints(
  raw: unknown,
  path: string,
  rubric: Rubric | undefined,
  list: ProblemList,
  isReview: boolean,
): Record<string, number> {
  const out: Record<string, number> = {}
  if (raw === undefined || raw === null) return out
  if (!isPlainObject(raw)) {
    list.add('wrongType', path, `应写成“评价项: 分数”，这里是 ${show(raw)}`)
    return out
  }
  const parts = rubric && judgedParts(rubric)
  for (const key of Object.keys(raw)) {
    const at = `${path}.${key}`
    const part = parts?.find((one) => one.id === key) ?? parts?.find((one) => one.onlyOneOf === key)
    if (parts && !part) {
      list.add('unknownItem', at, `${key} 不是需要评审打分的评价项；可用：${parts.map((one) => one.id).join('、')}`)
      continue
    }
    const value = raw[key]
    const points = typeof value === 'string' ? part?.grades?.[value] : value
    if (typeof points !== 'number' || !Number.isFinite(points))
      list.add(
        'wrongType',
        at,
        `分数应是数字${part?.grades ? `或 ${Object.keys(part.grades).join('、')}` : ''}，这里是 ${show(value)}`,
      )
    else if (points < 0) list.add('badRange', at, `分数不能为负，这里是 ${points}`)
    else if (isReview && part && points > part.maximum)
      list.add('badRange', at, `评审分 ${points} 超过满分 ${part.maximum}`)
    else if (Math.abs(points * 100 - Math.round(points * 100)) > 1e-7)
      list.add('badRange', at, `分数最多两位小数，这里是 ${points}`)
    else out[part?.id ?? key] = points
  }
  return out
}

function readClaims(
  raw: unknown,
  records: ReadonlySet<string>,
  rubrics: readonly Rubric[] | undefined,
  list: ProblemList,
): ClaimsByRubric {
  const out: Record<string, Record<string, string>> = {}
  if (raw === undefined || raw === null) return out
  if (!isPlainObject(raw)) {
    list.add('wrongType', 'claims', `claims 应按评价标准分列，这里是 ${show(raw)}`)
    return out
  }
  for (const id of Object.keys(raw)) {
    const rubric = findRubric(id, `claims.${id}`, rubrics, list)
    out[id] = readRubricClaims(raw[id], `claims.${id}`, rubric, records, list)
  }
  return out
}

/** `{record: item | none}` for one rubric. */
export function readRubricClaims(
  raw: unknown,
  path: string,
  rubric: Rubric | undefined,
  records: ReadonlySet<string> | undefined,
  list: ProblemList,
): Record<string, string> {
  const out: Record<string, string> = {}
  if (raw === undefined || raw === null) return out
  if (!isPlainObject(raw)) {
    list.add('wrongType', path, `应写成“记录编号: 评价项”，这里是 ${show(raw)}`)
    return out
  }
  const items = rubric?.sections.flatMap((section) => section.items.map((item) => item.id))
  for (const record of Object.keys(raw)) {
    const at = `${path}.${record}`
    const item = raw[record]
    if (records && !records.has(record)) list.add('unknownRecord', at, `台账里没有编号为 ${record} 的记录`)
    else if (typeof item !== 'string')
      list.add('wrongType', at, `应是评价项编号（加引号）或 none，这里是 ${show(item)}`)
    else if (item !== 'none' && items && !items.includes(item))
      list.add('unknownItem', at, `评价标准里没有 ${item} 这一项`)
    else out[record] = item
  }
  return out
}
