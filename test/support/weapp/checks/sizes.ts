import { appConfig, type Dist } from '../dist.js'

const largestPackage = 2 * 1024 * 1024
const largestWhole = 20 * 1024 * 1024
const largestIcon = 40 * 1024

/** Bytes of the main package (`''`) and of each subpackage, by root. */
export function packageSizes(dist: Dist): Record<string, number> {
  const roots = (appConfig(dist).subPackages ?? []).map(({ root }) => root.replace(/\/?$/, '/'))
  const sizes: Record<string, number> = { '': 0 }
  for (const [file, size] of Object.entries(dist.sizes)) {
    const root = roots.find((candidate) => file.startsWith(candidate)) ?? ''
    sizes[root] = (sizes[root] ?? 0) + size
  }
  return sizes
}

export function checkSizes(dist: Dist): string[] {
  const sizes = Object.entries(packageSizes(dist))
  const faults = sizes
    .filter(([, size]) => size > largestPackage)
    .map(([root, size]) => `package "${root}" has ${size} bytes, more than ${largestPackage}`)
  const whole = sizes.reduce((sum, [, size]) => sum + size, 0)
  if (whole > largestWhole) faults.push(`all packages have ${whole} bytes, more than ${largestWhole}`)
  for (const { iconPath, selectedIconPath } of appConfig(dist).tabBar?.list ?? []) {
    for (const icon of [iconPath, selectedIconPath]) {
      if (!icon) continue
      const size = dist.sizes[icon]
      if (size === undefined) faults.push(`tab icon ${icon} is missing`)
      else if (size > largestIcon) faults.push(`tab icon ${icon} has ${size} bytes, more than ${largestIcon}`)
    }
  }
  return faults
}
