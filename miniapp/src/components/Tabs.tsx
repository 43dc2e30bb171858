import { Text, View } from '@tarojs/components'
import { platform } from '#platform'
import { Press } from './Press'
import './Tabs.scss'

export interface Tab {
  id: string
  label: string
}

interface Props {
  tabs: readonly Tab[]
  chosen: string
  onChoose: (tab: string) => void
  /** The one thing done most often stands among the tabs. */
  action: Tab & { onPress: () => void }
}

/** The foot of the main page, in words. */
export function Tabs({ tabs, chosen, onChoose, action }: Props) {
  return (
    <View className="tabs" {...{ [platform.roleAttribute]: 'tablist' }}>
      {tabs.map((tab) => (
        <Press
          key={tab.id}
          id={`tab-${tab.id}`}
          className={tab.id === chosen ? 'tab tab--on' : 'tab'}
          role="tab"
          label={`${tab.label}${tab.id === chosen ? '，正在看' : ''}`}
          onPress={() => onChoose(tab.id)}
        >
          <Text>{tab.label}</Text>
        </Press>
      ))}
      <Press id={action.id} className="tab tab--action" onPress={action.onPress}>
        <Text>{action.label}</Text>
      </Press>
    </View>
  )
}
