import { Text, View } from '@tarojs/components'
import type { Evidence } from '@xingji/shared'
import { platform } from '#platform'
import { Press } from '../../components/Press'
import type { Entry } from '../../data/entry'
import { notice } from '../../data/notice'
import { useSignal } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { evidenceView } from './evidence-view'
import { Thumb } from './Thumb'
import './EvidenceRows.scss'

interface Props {
  id: string
  workspace: Workspace
  one: Evidence
  entry: Entry | undefined
  /** Absent where it can only be looked at. */
  onRemove?: () => void
}

/** A piece of evidence: how it looks, where it is; a tap opens it. */
export function EvidenceItem({ id, workspace, one, entry, onRemove }: Props) {
  const progress = useSignal(workspace.uploads.progress)
  const view = evidenceView(one, entry, workspace.files.holds, progress)
  const open = async () => {
    if (one.hash === undefined) {
      if (one.link === undefined) return
      await platform.clipboard.copy(one.link)
      notice.set({ text: '网址已复制，可以到微信或浏览器里粘贴打开。' })
      return
    }
    const file = await workspace.evidence.whereIs(one.hash)
    if ('problem' in file) notice.set({ text: file.problem })
    else await platform.viewer.open(file, view.title)
  }
  const opens = one.hash !== undefined || (one.link !== undefined && platform.clipboard.supported)
  const look = (
    <>
      {one.link === undefined && <Thumb workspace={workspace} one={one} view={view} />}
      <View className="evidence__words">
        <Text className="evidence__title">{view.title}</Text>
        {one.title !== undefined && one.link !== undefined && <Text className="evidence__place">{one.link}</Text>}
        {view.words !== '' && (
          <Text
            id={`${id}-place`}
            className={view.place === 'refused' ? 'evidence__place evidence__place--refused' : 'evidence__place'}
          >
            {view.words}
          </Text>
        )}
      </View>
    </>
  )
  return (
    <View id={id} className="evidence">
      {opens ? (
        <Press
          id={`${id}-open`}
          className="evidence__look"
          label={`${one.link === undefined ? '打开' : '复制网址'}，${view.kind}，${view.title}，${view.words}`}
          onPress={() => void open().catch(() => notice.set({ text: '这台设备打不开这份材料。' }))}
        >
          {look}
        </Press>
      ) : (
        <View className="evidence__look">{look}</View>
      )}
      {onRemove && (
        <Press id={`${id}-remove`} className="evidence__remove" label={`去掉${view.title}`} onPress={onRemove}>
          <Text>去掉</Text>
        </Press>
      )}
    </View>
  )
}
