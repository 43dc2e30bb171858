import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** A built package: the text of its code, templates, styles and configuration, and the size of every file. */
export interface Dist {
  readonly texts: Readonly<Record<string, string>>
  readonly sizes: Readonly<Record<string, number>>
}

export interface AppConfig {
  pages: string[]
  subPackages?: { root: string; pages: string[] }[]
  tabBar?: {
    custom?: boolean
    list: { pagePath: string; text?: string; iconPath?: string; selectedIconPath?: string }[]
  }
  lazyCodeLoading?: string
}

const textual = /\.(js|json|wxml|wxss|wxs)$/

/** Reads the output folder of `taro build --type weapp`. */
export function readDist(dir: string): Dist {
  const texts: Record<string, string> = {}
  const sizes: Record<string, number> = {}
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const name = relative(dir, file).split(sep).join('/')
    sizes[name] = statSync(file).size
    if (textual.test(name)) texts[name] = readFileSync(file, 'utf8')
  }
  return { texts, sizes }
}

export function appConfig(dist: Dist): AppConfig {
  const config = JSON.parse(dist.texts['app.json'] ?? '{}')
  return { ...config, subPackages: config.subPackages ?? config.subpackages }
}

/** The pages of the main package and of all subpackages. */
export function pagePaths({ pages, subPackages = [] }: AppConfig): string[] {
  return [...pages, ...subPackages.flatMap(({ root, pages }) => pages.map((page) => resolvePath(`${root}/x`, page)))]
}

/** Where `request`, written in the file `from`, points inside the package. */
export function resolvePath(from: string, request: string): string {
  const parts = request.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const part of request.split('/')) {
    if (part === '..') parts.pop()
    else if (part && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
