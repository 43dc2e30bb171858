import { appConfig, type Dist, pagePaths, resolvePath } from '../dist.js'

/** Components that live outside the package. */
const foreign = /^(plugin|plugin-private|dynamicLib|ext|weui-miniprogram):?\/?/

/** Every configuration file parses; every page, tab and component it names is there. */
export function checkConfiguration(dist: Dist): string[] {
  const faults: string[] = []
  const configs = new Map<string, Record<string, unknown>>()
  for (const [file, text] of Object.entries(dist.texts)) {
    if (!file.endsWith('.json')) continue
    try {
      configs.set(file, JSON.parse(text))
    } catch {
      faults.push(`${file} is not JSON`)
    }
  }
  if (!configs.has('app.json')) return [...faults, 'app.json is missing']
  if (!('app.js' in dist.texts)) faults.push('app.js is missing')
  const config = appConfig(dist)
  if (!config.pages?.length) return [...faults, 'app.json names no page']
  for (const page of pagePaths(config)) {
    for (const part of ['.js', '.json', '.wxml']) {
      if (!(`${page}${part}` in dist.texts)) faults.push(`page file ${page}${part} is missing`)
    }
  }
  for (const { pagePath } of config.tabBar?.list ?? []) {
    if (!config.pages.includes(pagePath)) faults.push(`tab ${pagePath} is no page of the main package`)
  }
  for (const [file, { usingComponents }] of configs) {
    for (const [name, request] of Object.entries((usingComponents ?? {}) as Record<string, string>)) {
      if (foreign.test(request)) continue
      const path = resolvePath(file, request)
      const found = ['.js', '.wxml', '.json'].every((part) => `${path}${part}` in dist.texts)
      if (!found) faults.push(`${file}: component ${name} is not at ${path}`)
    }
  }
  return faults
}
