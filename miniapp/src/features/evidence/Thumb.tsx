import { Image, Text, View } from '@tarojs/components'
import type { Evidence } from '@xingji/shared'
import { useEffect, useState } from 'react'
import { platform } from '#platform'
import type { Workspace } from '../../data/workspace'
import type { EvidenceView } from './evidence-view'
import './Thumb.scss'

interface Props {
  workspace: Workspace
  one: Evidence
  view: EvidenceView
}

/** A small picture of a photo, from this phone or else from the server; a word for anything else. */
export function Thumb({ workspace, one, view }: Props) {
  const [url, setUrl] = useState<string>()
  const { hash } = one
  const wanted = view.picture && hash !== undefined
  const key = hash === undefined ? undefined : workspace.files.key(hash)
  const atServer = view.place === 'received'
  useEffect(() => {
    let release: (() => void) | undefined
    let left = false
    const load = async () => {
      if (!wanted) return
      const local = key === undefined ? undefined : await platform.files.address(key)
      const shown = local?.url ?? (atServer ? await workspace.evidence.thumbnail(hash) : undefined)
      if (left) return local?.release()
      release = local?.release
      setUrl(shown)
    }
    load().catch(() => setUrl(undefined))
    return () => {
      left = true
      release?.()
    }
  }, [workspace, wanted, hash, key, atServer])
  return (
    <View className="thumb" aria-hidden>
      {url ? (
        <Image className="thumb__picture" src={url} mode="aspectFill" onError={() => setUrl(undefined)} />
      ) : (
        <Text>{view.kind}</Text>
      )}
    </View>
  )
}
