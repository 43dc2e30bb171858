import type { Rubric } from '@xingji/shared'

/** `温州市科协` for `温州市科学技术协会`: as people say it. */
const spoken = (issuer: string): string => issuer.replace('科学技术协会', '科协').replace(/^(.+科协).+$/, '$1')

/** A short name for each rubric, by its place: who issued it, or its title where two are from the same body. */
export function shortNames(rubrics: readonly Rubric[]): string[] {
  const issuers = rubrics.map(({ source, title }) => (source.issuer ? spoken(source.issuer) : title))
  return rubrics.map(({ title }, at) => {
    const issuer = issuers[at] ?? title
    return issuers.filter((one) => one === issuer).length > 1 ? title : issuer
  })
}
