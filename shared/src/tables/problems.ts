import type { ProblemCode } from '../model/problem.js'

/** Codes of what a table's row can have, beside those of a record. Notices stand in nobody's way. */
export type TableCode =
  | ProblemCode
  | 'approximate'
  | 'ambiguous'
  | 'unclear'
  | 'filledDown'
  | 'inferred'
  | 'kept'
  | 'leftOut'
  | 'twin'
  | 'alike'

/** One thing about a row: an error keeps it from going in, a notice says how something was taken. */
export interface TableProblem {
  level: 'error' | 'notice'
  code: TableCode
  /** Row as the spreadsheet counts it, from 1. */
  row: number
  /** Column, from 0, when the cause stands in one. */
  column?: number
  /** What it is about: a role such as `on` or `title`, or a field's id. Mending gives a new text for it. */
  key: string
  message: string
  fix?: string
}
