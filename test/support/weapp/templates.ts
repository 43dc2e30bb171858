import { TmplGroup } from 'glass-easel-template-compiler'
import type { Dist } from './dist.js'

export interface CompiledTemplates {
  /** A script whose value is the table of templates by path. */
  source: string
  diagnostics: string[]
}

/**
 * Compiles every template of the package with WeChat's own compiler. What is a warning there (an unclosed tag) is fatal
 * in WeChat, so every diagnostic is kept for the caller to refuse.
 */
export function compileTemplates({ texts }: Dist): CompiledTemplates {
  const group = new TmplGroup()
  const diagnostics: string[] = []
  for (const [file, text] of Object.entries(texts)) {
    if (file.endsWith('.wxs')) group.addScript(file.slice(0, -'.wxs'.length), text)
    if (!file.endsWith('.wxml')) continue
    const found = group.addTmpl(file.slice(0, -'.wxml'.length), text) as { message: string; startLine: number }[]
    diagnostics.push(...found.map(({ message, startLine }) => `${file}:${startLine} ${message}`))
  }
  const source = `(${group.getTmplGenObjectGroups()})`
  group.free()
  return { source, diagnostics }
}
