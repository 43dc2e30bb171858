import { type Dist, resolvePath } from '../dist.js'
import { compileTemplates } from '../templates.js'

const builtIn = new Set(
  `ad ad-custom audio block button camera canvas channel-live channel-video checkbox checkbox-group cover-image cover-view
  editor form functional-page-navigator grid-view icon image import include input keyboard-accessory label list-view
  live-player live-pusher map match-media movable-area movable-view navigation-bar navigator official-account open-data
  page-container page-meta picker picker-view picker-view-column progress radio radio-group rich-text root-portal
  scroll-view share-element slider slot sticky-header sticky-section swiper swiper-item switch template text textarea
  video view voip-room web-view wxs`.split(/\s+/),
)

const tags = (text: string): Set<string> => new Set([...text.matchAll(/<([a-zA-Z][\w-]*)/g)].map(([, tag]) => tag!))

/** The template files that `file` imports or includes, with itself. */
function withImports(texts: Dist['texts'], file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !(file in texts)) return seen
  seen.add(file)
  for (const [, request] of texts[file]!.matchAll(/<(?:import|include)\s[^>]*src="([^"]+)"/g)) {
    const path = resolvePath(file, request!)
    withImports(texts, path.endsWith('.wxml') ? path : `${path}.wxml`, seen)
  }
  return seen
}

/** Templates compile, import what is there, and use built-in elements and declared components only. */
export function checkTemplates(dist: Dist): string[] {
  const { texts } = dist
  const faults = compileTemplates(dist).diagnostics
  for (const file of Object.keys(texts).filter((name) => name.endsWith('.wxml'))) {
    if (texts[file]!.trim() === '') faults.push(`${file} is empty`)
    for (const [, request] of texts[file]!.matchAll(/<(?:import|include|wxs)\s[^>]*src="([^"]+)"/g)) {
      if (!(resolvePath(file, request!) in texts)) faults.push(`${file} imports ${request}, which is missing`)
    }
    const stem = file.slice(0, -'.wxml'.length)
    const config = texts[`${stem}.json`]
    // A file without configuration is no component: it is imported, and checked where it is.
    if (config === undefined) continue
    const own = new Set(Object.keys(JSON.parse(config).usingComponents ?? {}))
    const used = [...withImports(texts, file)].flatMap((part) => [...tags(texts[part]!)])
    for (const tag of new Set(used)) {
      if (!builtIn.has(tag) && !own.has(tag)) faults.push(`${file} uses <${tag}>, which ${stem}.json does not declare`)
    }
  }
  return faults
}
