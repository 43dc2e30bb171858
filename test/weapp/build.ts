import { join } from 'node:path'
import { type Dist, readDist } from '../support/weapp/dist.js'

let dist: Dist | undefined

/** The package that `npm test` built. */
export function builtWeapp(): Dist {
  dist ??= readDist(join(__dirname, '../../miniapp/dist/weapp'))
  return dist
}

const builtFor = 'https://xingji.example/'

/** Leads the address built into the package to a server of the test; every other host is refused. */
export const routeTo =
  (origin: string) =>
  (url: string): string | undefined =>
    url.startsWith(builtFor) ? `${origin}/${url.slice(builtFor.length)}` : undefined
