import { Page } from '../../features/look/Page'
import { OrganiserDesk } from '../../features/organiser/Organiser'
import { useStart } from '../../features/use-chosen'

export default function OrganiserPage() {
  useStart()
  return (
    <Page title="我组织的评价" wide>
      <OrganiserDesk />
    </Page>
  )
}
