import type { Evidence, FlatRecord } from '@xingji/shared'
import { useEffect, useRef, useState } from 'react'
import { platform } from '#platform'
import { notice, type Notice } from '../../data/notice'
import type { Workspace } from '../../data/workspace'
import type { MediaSource } from '../../platform/ports'
import { withoutEvidence } from '../capture/draft'
import { evidenceOf } from '../words'
import { freshName, namesFile, placesLeft, withEvidence } from './evidence-draft'

const notAllowed: Readonly<Record<MediaSource, string>> = {
  camera: '打不开相机。请点右上角“…”→“设置”，允许使用相机，再试一次；也可以先用手机拍好，再从相册选。',
  album: '打不开相册。请点右上角“…”→“设置”，允许使用相册，再试一次。',
  chat: '打不开聊天里的文件。请在聊天里把文件保存到手机，或发给文件传输助手后再试一次。',
  disk: '打不开文件，请再试一次。',
}

export interface FileChoice {
  /** What is being done, while the form must wait. */
  busy: string | undefined
  /** Why something was not added, and what to do. */
  problem: string | undefined
  pick: (source: MediaSource) => void
  remove: (at: number) => void
}

/** Adding evidence to a record that is being written, and taking it out again. */
export function useFiles(
  workspace: Workspace | undefined,
  draft: FlatRecord,
  onChange: (draft: FlatRecord) => void,
): FileChoice {
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<string>()
  // Choosing takes its time: what came in between must not be lost.
  const latest = useRef(draft)
  latest.current = draft
  const change = (next: FlatRecord) => {
    latest.current = next
    onChange(next)
  }
  // An undo of a form that has been left would change nothing.
  const own = useRef<Notice>()
  useEffect(
    () => () => {
      if (own.current && notice.get() === own.current) notice.set(undefined)
    },
    [],
  )

  const keep = async (source: MediaSource): Promise<string[]> => {
    const most = placesLeft(latest.current)
    if (!workspace || most <= 0) return ['一条记录最多 100 份佐证材料。']
    const chosen = await platform.media.pick(source, most).catch(() => undefined)
    if (!chosen) return [notAllowed[source]]
    const problems: string[] = []
    for (const [at, one] of chosen.entries()) {
      setBusy(chosen.length > 1 ? `正在存第 ${at + 1} 份，共 ${chosen.length} 份…` : '正在存到这台设备…')
      const kept = await workspace.files.add(one, freshName(latest.current, one.picture))
      const name = one.name ? `“${one.name}”：` : ''
      if ('problem' in kept) problems.push(`${name}${kept.problem}`)
      else if (namesFile(latest.current, kept.evidence.hash)) problems.push(`${name}这份材料已经加过了。`)
      else change(withEvidence(latest.current, kept.evidence))
    }
    return problems
  }
  const pick = async (source: MediaSource) => {
    if (busy) return
    setProblem(undefined)
    setBusy('请选择或拍照…')
    const problems = await keep(source).catch(() => ['没有存下来，请再试一次。'])
    setBusy(undefined)
    setProblem(problems.length > 0 ? problems.join('') : undefined)
  }
  const remove = (at: number) => {
    const one: Evidence | undefined = evidenceOf(latest.current)[at]
    if (!one) return
    change(withoutEvidence(latest.current, at))
    own.current = {
      text: `已去掉“${one.title ?? one.file ?? one.link ?? ''}”`,
      undo: () => change(withEvidence(latest.current, one, at)),
    }
    notice.set(own.current)
  }
  return { busy, problem, pick: (source) => void pick(source), remove }
}
