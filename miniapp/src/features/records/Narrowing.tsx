import { Text, View } from '@tarojs/components'
import type { Kind } from '@xingji/shared'
import { useState } from 'react'
import { Line } from '../../components/Line'
import { Press } from '../../components/Press'
import { Sheet } from '../../components/Sheet'
import type { Entry } from '../../data/entry'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { domId } from '../words'
import { useChosenRubric } from '../use-chosen'

/** What the list is narrowed to beside its words. */
export interface Narrowed {
  kind?: Pick<Kind, 'id' | 'label'>
  item?: { title: string; records: ReadonlySet<string> }
}

interface Props {
  workspace: Workspace
  entries: readonly Entry[]
  narrowed: Narrowed
  onNarrow: (narrowed: Narrowed) => void
}

/** Narrows the records to one kind, or to those an item of the official table looks at. */
export function Narrowing({ workspace, entries, narrowed, onNarrow }: Props) {
  const [open, setOpen] = useState<'kind' | 'item'>()
  const close = () => setOpen(undefined)
  return (
    <View className="records__narrow">
      <Press id="records-kind" className="records__choice" onPress={() => setOpen('kind')}>
        <Text>种类：{narrowed.kind?.label ?? '全部'} ▾</Text>
      </Press>
      <Press id="records-item" className="records__choice" onPress={() => setOpen('item')}>
        <Text>条目：{narrowed.item?.title ?? '全部'} ▾</Text>
      </Press>
      <Sheet open={open === 'kind'} title="看哪一种记录" onClose={close}>
        <Kinds
          workspace={workspace}
          entries={entries}
          onChoose={(kind) => {
            onNarrow({ ...narrowed, kind })
            close()
          }}
        />
      </Sheet>
      <Sheet open={open === 'item'} title="看哪一条的记录" onClose={close}>
        <Items
          workspace={workspace}
          onChoose={(item) => {
            onNarrow({ ...narrowed, item })
            close()
          }}
        />
      </Sheet>
    </View>
  )
}

/** The kinds there are records of. */
function Kinds({
  workspace,
  entries,
  onChoose,
}: Pick<Props, 'workspace' | 'entries'> & { onChoose: (kind: Narrowed['kind']) => void }) {
  const counts = new Map<string, number>()
  for (const { deleted, record } of entries)
    if (!deleted) counts.set(String(record.kind), (counts.get(String(record.kind)) ?? 0) + 1)
  return (
    <>
      <Line id="records-kind-all" title="全部种类" onPress={() => onChoose(undefined)} />
      {workspace.catalog.kinds
        .filter(({ id }) => counts.has(id))
        .map(({ id, label }) => (
          <Line
            key={id}
            id={`records-kind-${id}`}
            title={label}
            figure={`${counts.get(id)} 条`}
            figureTone="grey"
            onPress={() => onChoose({ id, label })}
          />
        ))}
    </>
  )
}

/** The items of the rubric looked at, with how many records each looks at. */
function Items({ workspace, onChoose }: Pick<Props, 'workspace'> & { onChoose: (item: Narrowed['item']) => void }) {
  const rubric = useChosenRubric()
  const found = workspace.scores.recordsByItem(rubric, { asOf: app.today() })
  return (
    <>
      <Line id="records-item-all" title="全部条目" onPress={() => onChoose(undefined)} />
      {found
        .filter(({ records }) => records.size > 0)
        .map(({ item, title, records }) => (
          <Line
            key={item}
            id={`records-item-${domId(item)}`}
            title={`${item} ${title}`}
            figure={`${records.size} 条`}
            figureTone="grey"
            onPress={() => onChoose({ title: item, records })}
          />
        ))}
    </>
  )
}
