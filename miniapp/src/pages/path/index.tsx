import { useCard } from '../../features/explain/use-card'
import { Page } from '../../features/look/Page'
import { Path } from '../../features/path/Path'

export default function PathPage() {
  const explained = useCard()
  return <Page title="怎么更进一步">{explained && <Path {...explained} />}</Page>
}
