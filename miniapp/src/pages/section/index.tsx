import { Section } from '../../features/explain/Section'
import { useCard } from '../../features/explain/use-card'
import { Page } from '../../features/look/Page'

export default function SectionPage() {
  const explained = useCard()
  return <Page title={explained?.rubric.title ?? '评分项'}>{explained && <Section {...explained} />}</Page>
}
