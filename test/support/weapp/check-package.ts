import { checkConfiguration } from './checks/configuration.js'
import { checkHosts, checkScripts } from './checks/scripts.js'
import { checkSizes, packageSizes } from './checks/sizes.js'
import { checkStyles } from './checks/styles.js'
import { checkTemplates } from './checks/templates.js'
import type { Dist } from './dist.js'

export { packageSizes }

/**
 * What can be told about a package without running it, against the rules WeChat has for one: a sentence per fault.
 * `hosts` are those the code may name.
 */
export function checkPackage(dist: Dist, hosts: readonly string[]): string[] {
  return [
    ...checkConfiguration(dist),
    ...checkSizes(dist),
    ...checkScripts(dist),
    ...checkHosts(dist, hosts),
    ...checkTemplates(dist),
    ...checkStyles(dist),
  ]
}
