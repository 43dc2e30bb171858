import { type Dist, resolvePath } from '../dist.js'

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '')

/** Style sheets keep to what WXSS knows: no universal selector, no file addresses, imports that are there. */
export function checkStyles({ texts }: Dist): string[] {
  const faults: string[] = []
  for (const [file, text] of Object.entries(texts)) {
    if (!file.endsWith('.wxss')) continue
    const style = withoutComments(text)
    for (const [, selector] of style.matchAll(/(?:^|[{};])([^{};]*)(?=\{)/g)) {
      if (selector!.replace(/\[[^\]]*\]/g, '').includes('*'))
        faults.push(`${file} has the universal selector ${selector!.trim()}`)
    }
    for (const [, address] of style.matchAll(/url\(\s*['"]?([^'")]+)/g)) {
      if (!/^(data:|https:\/\/|#)/.test(address!)) faults.push(`${file} points at the local file ${address}`)
    }
    for (const [, request] of style.matchAll(/@import\s+["']([^"']+)["']/g)) {
      if (!(resolvePath(file, request!) in texts)) faults.push(`${file} imports ${request}, which is missing`)
    }
  }
  return faults
}
