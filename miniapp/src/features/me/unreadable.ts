import type { Quarantined } from '../../data/book'

/** A text that could not be read, as far as a person can tell what it is about. */
export interface UnreadableView {
  title: string
  note: string
}

const longest = 40

/** Whatever of a title or a day can still be picked out of a damaged text; nothing is decided by it. */
export function unreadableView({ text }: Quarantined): UnreadableView {
  const found = (key: string) => new RegExp(`"${key}"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)`).exec(text)?.[1]
  const title = found('title')
  const day = found('on') ?? found('from')
  const version = /"version"\s*:\s*(\d+)/.exec(text)?.[1]
  const newer = version !== undefined && Number(version) > 1
  return {
    title: title ?? (text.trim() === '' ? '（空的）' : text.trim().slice(0, longest)),
    note: [day, newer ? '是更新版的星迹写下的，更新以后会自己回来' : '内容损坏，原样留着'].filter(Boolean).join(' · '),
  }
}
