import { checkPackage, packageSizes } from '../support/weapp/check-package.js'
import { builtWeapp } from './build.js'
import { namedHosts } from './hosts.js'

describe('the package', () => {
  it('keeps the rules WeChat has for one', () => {
    expect(checkPackage(builtWeapp(), namedHosts)).toEqual([])
  })

  it('leaves room in the main package', () => {
    expect(packageSizes(builtWeapp())['']).toBeLessThan(1.5 * 1024 * 1024)
  })
})
