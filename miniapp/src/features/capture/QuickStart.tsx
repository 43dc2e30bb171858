import { Text, View } from '@tarojs/components'
import { indexCatalog, type Catalog } from '@xingji/shared'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { Press } from '../../components/Press'
import type { Draft } from '../../data/drafts'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { recordTitle, recordWhen } from '../words'
import type { Beginning } from './beginning'
import { TemplateLines } from './TemplateLines'
import { againLines, usualKinds } from './usual'
import './QuickStart.scss'

const mostAgain = 3
const mostUsual = 4

interface Props {
  workspace: Workspace
  onBegin: (from: Beginning) => void
}

/** The short ways: what was not finished, templates, the last one again, and the kinds used most. */
export function QuickStart({ workspace, onBegin }: Props) {
  const today = app.today()
  const drafts = workspace.drafts.begun()
  const usual = usualKinds(workspace.book.living(), workspace.catalog)
  const again = againLines(usual, today, mostAgain)
  const last = (kind: string) => usual.find((one) => one.kind.id === kind)?.last.id
  return (
    <View id="quick" className="quick">
      {drafts.length > 0 && (
        <Block title="没写完的" aside={`${drafts.length} 条`}>
          {drafts.map((draft, at) => (
            <DraftLine
              key={String(draft.record.id)}
              id={`draft-${at}`}
              draft={draft}
              catalog={workspace.catalog}
              today={today}
              onOpen={() => onBegin({ draft: String(draft.record.id) })}
              onDrop={() => drop(workspace, draft)}
            />
          ))}
        </Block>
      )}
      <TemplateLines workspace={workspace} onBegin={onBegin} />
      {again.length > 0 && (
        <Block title="照上次">
          {again.map((line) => (
            <Line
              key={line.id}
              id={`again-${line.id}`}
              title={line.title}
              note={line.note}
              onPress={() => onBegin({ like: last(line.id) })}
            />
          ))}
        </Block>
      )}
      {usual.length > 0 && (
        <Block title="常记的">
          {usual.slice(0, mostUsual).map(({ kind, times }) => (
            <Line
              key={kind.id}
              id={`usual-${kind.id}`}
              title={kind.label}
              note={`记过 ${times} 条`}
              onPress={() => onBegin({ kind: kind.id })}
            />
          ))}
        </Block>
      )}
    </View>
  )
}

/** Gone at once, and back in one tap: nobody is asked whether they are sure. */
function drop(workspace: Workspace, { record, over, at }: Draft): void {
  workspace.drafts.drop(String(record.id))
  notice.set({ text: '扔掉了一条没写完的记录', undo: () => workspace.drafts.keep(record, over, at) })
}

interface DraftProps {
  id: string
  draft: Draft
  catalog: Catalog
  today: string
  onOpen: () => void
  onDrop: () => void
}

function DraftLine({ id, draft: { record }, catalog, today, onOpen, onDrop }: DraftProps) {
  const kind = indexCatalog(catalog).kind(String(record.kind))
  const title = recordTitle(record, kind)
  return (
    <View className="quick__draft">
      <View className="quick__words">
        <Line
          id={id}
          title={title}
          note={[recordWhen(record, today), title === kind?.label ? '' : kind?.label].filter(Boolean).join(' · ')}
          figure="继续"
          figureTone="red"
          onPress={onOpen}
        />
      </View>
      <Press id={`${id}-drop`} className="quick__drop" label={`扔掉没写完的${title}`} onPress={onDrop}>
        <Text>扔掉</Text>
      </Press>
    </View>
  )
}
