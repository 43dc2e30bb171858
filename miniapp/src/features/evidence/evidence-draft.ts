import type { Evidence, FlatRecord } from '@xingji/shared'
import { withValue } from '../capture/draft'
import { evidenceOf } from '../words'

/** Files a record may carry in all. */
const mostFiles = 100
/** Files chosen at once, as WeChat's album allows. */
const mostAtOnce = 9

/** How many more files may be chosen now. */
export const placesLeft = (draft: FlatRecord): number => Math.min(mostAtOnce, mostFiles - evidenceOf(draft).length)

/** Is this very file named already? */
export const namesFile = (draft: FlatRecord, hash: string | undefined): boolean =>
  evidenceOf(draft).some((one) => one.hash !== undefined && one.hash === hash)

/** The draft with a piece of evidence at its place, or as its last one. */
export function withEvidence(draft: FlatRecord, one: Evidence, at = Infinity): FlatRecord {
  const all = evidenceOf(draft)
  return withValue(draft, 'evidence', [...all.slice(0, at), one, ...all.slice(at)])
}

/** A name for a file that brings none: the first number no other one has. */
export function freshName(draft: FlatRecord, picture: boolean): string {
  const stem = picture ? '照片' : '文件'
  const taken = evidenceOf(draft).map(({ file = '' }) => file.replace(/\.[^.]*$/, ''))
  let number = 1
  while (taken.includes(`${stem}${number}`)) number += 1
  return `${stem}${number}`
}
