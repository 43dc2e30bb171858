import type { Evidence } from '@xingji/shared'
import { isUnacknowledged, type Entry } from '../../data/entry'
import type { Holds } from '../../data/entry-files'
import { isPicture } from '../../data/file-kind'

/** Where a piece of evidence is, as far as this phone knows. */
export type Place = 'link' | 'named' | 'draft' | 'here' | 'sending' | 'received' | 'elsewhere' | 'refused'

export interface EvidenceView {
  title: string
  /** What kind of thing it is: a short word for where no picture can be shown. */
  kind: string
  picture: boolean
  place: Place
  /** Where it is, in words; with the reason where it was given back. */
  words: string
}

const kinds: Readonly<Record<string, string>> = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel' }

export const endingOf = (one: Evidence): string => /\.([^.]+)$/.exec(one.file ?? '')?.[1]?.toLowerCase() ?? ''

/** A piece of evidence in words. `entry`: the record as kept on this phone, none while it is first written. */
export function evidenceView(
  one: Evidence,
  entry: Entry | undefined,
  holds: Holds,
  progress: ReadonlyMap<string, number>,
): EvidenceView {
  const picture = isPicture(endingOf(one))
  const place = placeOf(one, entry, holds, progress)
  return {
    title: one.title ?? one.file ?? one.link ?? '',
    kind: one.link !== undefined ? '网址' : picture ? '照片' : (kinds[endingOf(one)] ?? '文件'),
    picture,
    place,
    words: wordsOf(place, one, entry, progress),
  }
}

function placeOf(
  { link, hash }: Evidence,
  entry: Entry | undefined,
  holds: Holds,
  progress: ReadonlyMap<string, number>,
): Place {
  if (hash === undefined) return link === undefined ? 'named' : 'link'
  if (entry?.refusedFiles?.[hash]) return 'refused'
  if (progress.has(hash)) return 'sending'
  if (!entry || isUnacknowledged(entry)) return holds(hash) ? 'draft' : 'elsewhere'
  if (entry.missingFiles?.includes(hash)) return 'here'
  return entry.filesElsewhere?.includes(hash) ? 'elsewhere' : 'received'
}

function wordsOf(
  place: Place,
  { hash = '' }: Evidence,
  entry: Entry | undefined,
  progress: ReadonlyMap<string, number>,
): string {
  switch (place) {
    case 'link':
      return ''
    case 'named':
      return '只记了名字，没有文件'
    case 'draft':
      return '已存在这台设备上'
    case 'here':
      return '仅在本机，等着上传'
    case 'sending':
      return `上传中 ${Math.round((progress.get(hash) ?? 0) * 100)}%`
    case 'received':
      return '服务器已收到'
    case 'elsewhere':
      return '不在这台设备上'
    case 'refused':
      return `服务器没有收：${entry?.refusedFiles?.[hash]?.message ?? ''}`
  }
}
