import { join } from 'node:path'
import { type Dist, readDist } from '../support/weapp/dist.js'

let dist: Dist | undefined

/** The package that `npm test` built. */
export function builtWeapp(): Dist {
  dist ??= readDist(join(__dirname, '../../miniapp/dist/weapp'))
  return dist
}
