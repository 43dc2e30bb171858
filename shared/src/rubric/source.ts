import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document, type Pair } from 'yaml'
import type { Problem, ProblemCode } from '../model/problem.js'
import { yamlSentence } from './yaml-problems.js'

export type Path = readonly (string | number)[]

/** `sections[2].items[0].rule`. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  )

/** The path a text such as `records[3].on` stands for. */
export const pathOf = (text: string): Path =>
  text
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** How often `*name` may stand for `&name` in one file; more is an attempt to fill the memory. */
const mostAliases = 1000

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
    const unreadable = notText(text)
    if (unreadable !== undefined) {
      this.problems.push({ code: 'syntax', file, ...unreadable, path: '' })
      return
    }
    const document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true, merge: false })
    for (const error of [...document.errors, ...document.warnings]) {
      const { line } = this.lines.linePos(error.pos[0])
      if (error.code === 'DUPLICATE_KEY') this.note('duplicate', line, '同一处的键写了两次，删去或改名其中一个')
      else this.note('syntax', line, yamlSentence(error))
      // What follows from the first mistake in the writing is no help.
      if (error.code !== 'DUPLICATE_KEY') break
    }
    if (this.problems.length === 0) this.checkNodes(document)
    if (this.problems.length > 0) return
    try {
      this.value = document.toJS({ maxAliasCount: mostAliases }) as unknown
      this.document = document
    } catch (error) {
      const isTooMuch = error instanceof Error && error.message.includes('alias count')
      const message = isTooMuch
        ? '引用（& 和 *）一层套一层，展开后太大；请直接写出内容'
        : '引用（& 和 *）有误；请直接写出内容'
      this.note('syntax', undefined, `YAML 写法有误：${message}`)
    }
  }

  /** Notes a problem at a path, with its line. */
  fail(code: ProblemCode, path: Path, message: string): void {
    const problem: Problem = { code, file: this.file, path: pathText(path), message }
    const line = this.lineOf(path)
    if (line !== undefined) problem.line = line
    this.problems.push(problem)
  }

  /** The line a path stands on; where the path ends early or runs through an alias, that of the nearest node above it. */
  lineOf(path: Path): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const node: unknown = this.document?.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return this.lines.linePos(node.range[0]).line
    }
    return undefined
  }

  private note(code: ProblemCode, line: number | undefined, message: string): void {
    this.problems.push({ code, file: this.file, ...(line === undefined ? {} : { line }), path: '', message })
  }

  /** Things that are YAML, but would not come out as they stand. */
  private checkNodes(document: Document): void {
    const lineAt = (node: unknown): number | undefined =>
      isNode(node) && node.range ? this.lines.linePos(node.range[0]).line : undefined
    visit(document, {
      Alias: (_, alias, ancestors) => {
        const target = alias.resolve(document)
        if (!target)
          this.note('syntax', lineAt(alias), `引用 *${alias.source} 前面没有 &${alias.source}；请先定义再引用`)
        else if (ancestors.includes(target))
          this.note('syntax', lineAt(alias), `引用 *${alias.source} 指向包含它自己的内容，成了死循环；请直接写出内容`)
      },
      Pair: (_, pair) => this.checkKey(pair, lineAt(pair.key)),
    })
  }

  private checkKey({ key }: Pair, line: number | undefined): void {
    if (isAlias(key) || isMap(key)) this.note('syntax', line, '键应是一个词；请给文字加上引号')
    else if (!isScalar(key)) return
    else if (key.value === '__proto__') this.note('unknownKey', line, '不能用 __proto__ 作键，请改名')
    else if (typeof key.value === 'number' && key.source !== undefined && key.source !== String(key.value))
      this.note('wrongType', line, `键 ${key.source} 会被当成数字 ${key.value}；请加引号，写成 '${key.source}'`)
  }
}

/** Why a text cannot be a YAML file at all, with the line. */
function notText(text: string): { message: string; line?: number } | undefined {
  const binary = text.indexOf('\0')
  if (binary >= 0)
    return { message: '这不是文本文件（可能是 Word、Excel 或压缩包）；请用文本编辑器另存为 UTF-8 的 YAML 文件' }
  const garbled = text.indexOf('\uFFFD')
  if (garbled < 0) return undefined
  const line = text.slice(0, garbled).split('\n').length
  return { message: '文字编码不是 UTF-8（可能是 GBK）；请用编辑器“另存为”，编码选 UTF-8', line }
}

/**
 * A value put together from several files, each of its paths traced back to the file and place it was written at, as far
 * as it is known.
 */
export class MergedSource extends Source {
  constructor(
    private readonly origin: Source,
    override readonly value: unknown,
    private readonly trace: (path: Path) => Path | undefined,
  ) {
    super(origin.file, '')
  }

  override fail(code: ProblemCode, path: Path, message: string): void {
    const at = this.trace(path)
    const line = at && this.origin.lineOf(at)
    this.problems.push({
      code,
      file: this.file,
      ...(line === undefined ? {} : { line }),
      path: pathText(at ?? path),
      message,
    })
  }

  override lineOf(path: Path): number | undefined {
    const at = this.trace(path)
    return at && this.origin.lineOf(at)
  }
}
