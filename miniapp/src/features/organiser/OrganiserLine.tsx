import { platform } from '#platform'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { useIsOrganiser } from './use-organiser'

/** The way to the organiser's page, for those who organise. */
export function OrganiserLine() {
  if (!useIsOrganiser()) return null
  return (
    <Block title="组织方">
      <Line
        id="open-organiser"
        title="我组织的评价"
        note="参加的单位办到哪一步了，统一提醒"
        onPress={() => platform.navigation.open('/pages/organiser/index')}
      />
    </Block>
  )
}
