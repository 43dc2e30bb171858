import { Text } from '@tarojs/components'
import { useWorkspace } from '../../data/use-app'
import { Page } from '../../features/look/Page'
import { RecordDetail } from '../../features/records/RecordDetail'
import { useStart } from '../../features/use-chosen'
import { usePageQuery } from '../../platform/page'

export default function RecordPage() {
  useStart()
  const { workspace, revision } = useWorkspace()
  const { id } = usePageQuery()
  const entry = id ? workspace?.book.get(id) : undefined
  return (
    <Page title="记录">
      {workspace && entry && <RecordDetail workspace={workspace} revision={revision} entry={entry} />}
      {workspace && !entry && <Text>没有找到这条记录。</Text>}
    </Page>
  )
}
