import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** This checkout's folder, found from wherever the running bundle lies. */
export function projectFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'rubrics', 'catalog')) && path.dirname(folder) !== folder)
    folder = path.dirname(folder)
  return folder
}

/** The rubrics folder of this checkout. */
export const defaultRubricsDir = (): string => path.join(projectFolder(), 'rubrics')

/**
 * Texts of a rubrics folder by path relative to it, forward slashes. A folder without its own catalog uses the
 * project's.
 * @throws UsageError when the folder is not there
 */
export function readRubricFiles(folder: string): Record<string, string> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`${folder}: 没有这个文件夹`)
  const files = readTree(folder)
  if (!Object.keys(files).some((file) => file.startsWith('catalog/'))) {
    const own = readTree(path.join(defaultRubricsDir(), 'catalog'))
    for (const [file, text] of Object.entries(own)) files[`catalog/${file}`] = text
  }
  return files
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    throw new UsageError(`${folder}: 读不了这个文件夹，请检查权限`)
  }
}

function readTree(folder: string): Record<string, string> {
  const files: Record<string, string> = {}
  const seen = new Set<string>()
  const visit = (at: string): void => {
    // A link may lead back to a folder it lies in.
    const real = realpathSync(path.join(folder, at))
    if (seen.has(real)) return
    seen.add(real)
    for (const name of namesIn(path.join(folder, at))) {
      const file = at === '' ? name : `${at}/${name}`
      const where = path.join(folder, file)
      // A link that leads nowhere is told when it is read.
      const isFolder = statSync(where, { throwIfNoEntry: false })?.isDirectory() === true
      if (isFolder) {
        if (name !== 'node_modules' && name !== 'samples') visit(file)
      } else if (/\.ya?ml$/.test(name)) files[file] = readText(where)
    }
  }
  visit('')
  return files
}

/** A file's text. @throws UsageError when it cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const why =
      code === 'ENOENT' ? '没有这个文件' : code === 'EISDIR' ? '这是文件夹，要写文件名' : '读不了这个文件，请检查权限'
    throw new UsageError(`${file}: ${why}`)
  }
}

/** Something the person at the keyboard can put right: printed as it is, exit code 2. */
export class UsageError extends Error {}
