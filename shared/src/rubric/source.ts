import { LineCounter, parseDocument, isNode, type Document } from 'yaml'
import type { Problem, ProblemCode } from '../model/problem.js'

export type Path = readonly (string | number)[]

/** `sections[2].items[0].rule`. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  )

/** One YAML file: its value, and where in the text each path stands. */
export class Source {
  readonly value: unknown
  readonly problems: Problem[] = []
  private readonly document: Document | undefined
  private readonly lines = new LineCounter()

  constructor(
    readonly file: string,
    text: string,
  ) {
    const document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true, merge: false })
    for (const error of document.errors) {
      const place = this.lines.linePos(error.pos[0])
      const isDuplicate = error.code === 'DUPLICATE_KEY'
      const message = isDuplicate
        ? '同一处的键写了两次，删去或改名其中一个'
        : `YAML 写法有误：${error.message.split('\n')[0] ?? ''}；检查缩进、引号和冒号`
      this.problems.push({ code: isDuplicate ? 'duplicate' : 'syntax', file, line: place.line, path: '', message })
    }
    if (this.problems.length > 0) {
      this.value = undefined
      return
    }
    try {
      this.value = document.toJS({ maxAliasCount: 1000 }) as unknown
      this.document = document
    } catch (error) {
      const message = `YAML 引用（& 和 *）有误：${error instanceof Error ? error.message : ''}`
      this.problems.push({ code: 'syntax', file, path: '', message })
    }
  }

  /** The same file with another value: an edition after it was laid over its base. Lines are lost, paths are kept. */
  withValue(value: unknown): Source {
    const copy = new Source(this.file, '')
    return Object.assign(copy, { value })
  }

  /** Notes a problem at a path, with its line. */
  fail(code: ProblemCode, path: Path, message: string): void {
    const problem: Problem = { code, file: this.file, path: pathText(path), message }
    const line = this.lineOf(path)
    if (line !== undefined) problem.line = line
    this.problems.push(problem)
  }

  /** The line a path stands on; through an alias, the nearest line above it. */
  lineOf(path: Path): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = this.document?.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return this.lines.linePos(node.range[0]).line
    }
    return undefined
  }
}
