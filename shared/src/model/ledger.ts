/** A day of Asia/Shanghai, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string

/** A file or a link that proves a record. In a ledger file a bare string is a file name or an address. */
export interface Evidence {
  file?: string
  link?: string
  title?: string
  /** SHA-256 of the bytes, lower-case hex, for an uploaded file. */
  hash?: string
  size?: number
  on?: Day
}

/** 备案 / 报送: the record was sent to a body on a day. */
export interface Filing {
  to: string
  on: Day
}

export type FieldValue = string | number | boolean

/**
 * Something that happened or is so, parsed. On the wire and in ledger files the fields stand flat beside the dates:
 * `{id, kind, on, title, people: 30, evidence: […], filings: […]}`.
 */
export interface LedgerRecord {
  id: string
  kind: string
  on?: Day
  from?: Day
  until?: Day
  year?: number
  title?: string
  note?: string
  fields: Readonly<Record<string, FieldValue>>
  evidence: readonly Evidence[]
  filings: readonly Filing[]
}

/** The society as its ledger introduces it: fields of the catalog's `organisation` kind, held without a date. */
export interface Society {
  name?: string
  code?: string
  fields: Readonly<Record<string, FieldValue>>
}

/** Points by rubric id and part (or item) id. */
export type PointsByRubric = Readonly<Record<string, Readonly<Record<string, number>>>>
/** Item id or `none`, by rubric id and record id. */
export type ClaimsByRubric = Readonly<Record<string, Readonly<Record<string, string>>>>

export interface Ledger {
  society: Society
  records: LedgerRecord[]
  selfAssessment: PointsByRubric
  claims: ClaimsByRubric
  reviews: PointsByRubric
}

/** One run of a rating: window, due dates, settings and chosen readings. */
export interface Cycle {
  window: { from: Day; to: Day }
  due: Readonly<Record<string, Day>>
  settings: Readonly<Record<string, number>>
  readings: Readonly<Record<string, string>>
  /** Class of organisation, for rubrics that weigh sections by class. */
  class?: string
}
