import { checkPackage, packageSizes } from '../support/weapp/check-package.js'
import { builtWeapp } from './build.js'
import { namedHosts } from './hosts.js'

describe('the package', () => {
  it('keeps the rules WeChat has for one', () => {
    expect(checkPackage(builtWeapp(), namedHosts)).toEqual([])
  })

  it('leaves room in the main package', () => {
    expect(packageSizes(builtWeapp())['']).toBeLessThanOrEqual(1.2 * 1024 * 1024)
  })
})
