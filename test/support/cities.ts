import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..', '..')
export const citiesFolder = join(root, 'test', 'fixtures', 'cities')
const projectRubrics = join(root, 'rubrics')

/** Texts of every YAML file under a folder, by path with forward slashes. */
export function textsOf(folder: string, at = ''): Record<string, string> {
  const files: Record<string, string> = {}
  for (const name of readdirSync(join(folder, at)).sort()) {
    const file = at === '' ? name : `${at}/${name}`
    if (statSync(join(folder, file)).isDirectory()) Object.assign(files, textsOf(folder, file))
    else if (file.endsWith('.yaml')) files[file] = readFileSync(join(folder, file), 'utf8')
  }
  return files
}

/** A city's rubrics folder as the loader takes it: without a catalog of its own it uses the project's. */
export function cityFiles(city: string): Record<string, string> {
  const files = textsOf(join(citiesFolder, city))
  if (existsSync(join(citiesFolder, city, 'catalog'))) return files
  const catalog = textsOf(join(projectRubrics, 'catalog'))
  for (const [file, text] of Object.entries(catalog)) files[`catalog/${file}`] = text
  return files
}

export interface Outcome {
  status: number
  stdout: string
  stderr: string
}

/** Runs the real command line, as a person would. */
export function xingji(...words: string[]): Outcome {
  try {
    const stdout = execFileSync(process.execPath, [join(root, 'server', 'bin', 'xingji.mjs'), ...words], {
      encoding: 'utf8',
      stdio: 'pipe',
      cwd: root,
    })
    return { status: 0, stdout, stderr: '' }
  } catch (error) {
    const failed = error as { status: number | null; stdout: string; stderr: string }
    return { status: failed.status ?? -1, stdout: failed.stdout, stderr: failed.stderr }
  }
}
