import { Text, View } from '@tarojs/components'
import type { FlatRecord, Problem } from '@xingji/shared'
import { useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { TextField } from '../../components/TextField'
import { useWorkspace } from '../../data/use-app'
import type { MediaSource } from '../../platform/ports'
import { linkIn, problemAt, withLink } from '../capture/draft'
import { FieldRow } from '../capture/FieldInput'
import { evidenceOf } from '../words'
import { EvidenceItem } from './EvidenceItem'
import { useFiles } from './use-files'
import './EvidenceRows.scss'

const sources: Readonly<Record<MediaSource, string>> = {
  camera: '拍照',
  album: '从相册选',
  chat: '聊天里的文件',
  disk: '选文件',
}

interface Props {
  draft: FlatRecord
  problems: readonly Problem[]
  onChange: (draft: FlatRecord) => void
}

/** What proves a record: photos, papers, and links to what was published about it. */
export function EvidenceRows({ draft, problems, onChange }: Props) {
  const { workspace } = useWorkspace()
  const { busy, problem, pick, remove } = useFiles(workspace, draft, onChange)
  const [text, setText] = useState('')
  const link = linkIn(text)
  const add = () => {
    if (!link) return
    onChange(withLink(draft, link, text.replace(link, '').trim().slice(0, 200)))
    setText('')
  }
  return (
    <FieldRow
      label="佐证材料"
      help="照片、通知、纪要或公众号文章。没有网络也能加，先存在这台设备上；照片里的拍摄地点会自动去掉。"
      problem={problem ?? problemAt(problems, 'evidence')}
    >
      {workspace &&
        evidenceOf(draft).map((one, at) => (
          <EvidenceItem
            key={`${at}-${one.hash ?? one.link ?? one.file ?? ''}`}
            id={`evidence-${at}`}
            workspace={workspace}
            one={one}
            entry={workspace.book.get(String(draft.id))}
            onRemove={() => remove(at)}
          />
        ))}
      <View className="evidence-sources">
        {platform.media.sources.map((source) => (
          <Action
            key={source}
            id={`evidence-${source}`}
            tone="quiet"
            text={sources[source]}
            label={`加佐证：${sources[source]}`}
            onPress={() => pick(source)}
          />
        ))}
      </View>
      <TextField
        id="evidence-link"
        label="公众号文章或网页的网址"
        value={text}
        placeholder="粘贴公众号文章网址"
        onChange={setText}
      />
      <View className="evidence-add">
        <Action id="evidence-add" tone="quiet" text="加上这个网址" disabled={!link} onPress={add} />
      </View>
      {busy && (
        <View id="evidence-busy" className="evidence-busy" {...{ [platform.roleAttribute]: 'status' }}>
          <Text className="evidence-busy__words">{busy}</Text>
        </View>
      )}
    </FieldRow>
  )
}
