import { Text, View } from '@tarojs/components'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { Press } from '../../components/Press'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import type { Beginning } from './beginning'
import { givenBy, templateLines } from './template'
import { useTemplates } from './use-templates'

interface Props {
  workspace: Workspace
  onBegin: (from: Beginning) => void
}

/** Work that is always the same, one tap from a filled form. */
export function TemplateLines({ workspace, onBegin }: Props) {
  const { templates = [], remove } = useTemplates(workspace)
  const today = app.today()
  const lines = templateLines(templates, workspace.catalog, today)
  if (lines.length === 0) return null
  return (
    <Block id="templates" title="模板" aside="只在这台设备上">
      {lines.map(({ template, title, note }, at) => (
        <View key={template.id} className="quick__draft">
          <View className="quick__words">
            <Line
              id={`template-${at}`}
              title={title}
              note={note}
              onPress={() => onBegin({ kind: template.kind, given: JSON.stringify(givenBy(template, today)) })}
            />
          </View>
          <Press
            id={`template-${at}-remove`}
            className="quick__drop"
            label={`去掉模板${title}`}
            onPress={() => void remove(template, title)}
          >
            <Text>去掉</Text>
          </Press>
        </View>
      ))}
    </Block>
  )
}
