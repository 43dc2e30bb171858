import { useWorkspace } from '../../data/use-app'
import { HeadsPage } from '../../features/heads/HeadsPage'
import { Page } from '../../features/look/Page'
import { useStart } from '../../features/use-chosen'
import { usePageQuery } from '../../platform/page'

export default function HeadCountPage() {
  useStart()
  const { workspace } = useWorkspace()
  const { record, field } = usePageQuery()
  return (
    <Page title="扫码数人数">
      {workspace && record && field && <HeadsPage workspace={workspace} record={record} field={field} />}
    </Page>
  )
}
