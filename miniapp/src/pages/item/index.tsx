import { Item } from '../../features/explain/Item'
import { useCard } from '../../features/explain/use-card'
import { Page } from '../../features/look/Page'

export default function ItemPage() {
  const explained = useCard()
  return <Page title="这一项怎么算">{explained && <Item {...explained} />}</Page>
}
