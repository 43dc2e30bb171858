import { Text, View } from '@tarojs/components'
import { useMemo } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { contentOf, fingerprint } from '../../data/content'
import type { Entry } from '../../data/entry'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { keepAsTemplate } from '../capture/use-templates'
import { EvidenceList } from '../evidence/EvidenceList'
import { rubricsInUse, useChosenRubric } from '../use-chosen'
import { Conflict } from './Conflict'
import { History } from './History'
import { evidenceFact, recordView, type Fact } from './record-view'
import { momentQuery } from '../moment'
import { stateLabels } from './list-view'
import { stateWords } from './state-words'
import { unsentWords } from './unsent'
import { usesOf } from './uses'
import './Records.scss'

interface Props {
  workspace: Workspace
  revision: number
  entry: Entry
}

/** Evidence has a block of its own. */
const isShown = ({ name }: Fact): boolean => name !== evidenceFact

/** What was chosen belongs to these two versions and no others. */
const versionsOf = (entry: Entry): string =>
  [contentOf(entry), ...(entry.conflict ? [contentOf(entry.conflict)] : [])].map(fingerprint).join(' ')

/** One record: what it says, where it counts, how far it has come, and what can be done with it. */
export function RecordDetail({ workspace, revision, entry }: Props) {
  const today = app.today()
  const chosen = useChosenRubric()
  const view = recordView(entry.record, workspace.catalog, today)
  const uses = useMemo(() => {
    void revision
    return rubricsInUse(workspace, chosen).map(({ reference, rubric }) => {
      const card = workspace.scores.card(reference, { asOf: today })
      return { reference, rubric, lines: card ? usesOf(entry.id, reference, card) : [] }
    })
  }, [workspace, revision, entry.id, today, chosen])

  const remove = async () => {
    await workspace.remove(entry.id, entry.record)
    notice.set({ text: `已删除“${view.title}”`, undo: () => void workspace.restore(entry.id) })
    platform.navigation.back()
  }
  return (
    <View id="record">
      <Text className="record__title">{view.title}</Text>
      {view.kind !== view.title && <Text className="record__kind">{view.kind}</Text>}
      <Standing workspace={workspace} entry={entry} />
      {entry.conflict ? (
        <Conflict key={versionsOf(entry)} workspace={workspace} entry={entry} />
      ) : (
        <Block title="记了什么">
          {view.facts.filter(isShown).map((fact, at) => (
            <Line key={`${at}-${fact.name}`} title={fact.value} note={fact.name} />
          ))}
        </Block>
      )}
      <EvidenceList workspace={workspace} entry={entry} />
      {uses.map(({ reference, rubric, lines }) => (
        <Block key={reference} title={rubric.title}>
          {lines.length === 0 && <Text className="records__empty">这一条与这套标准无关，或不在评价期内。</Text>}
          {lines.map((line) => (
            <Line
              key={line.item}
              title={line.title}
              note={line.note}
              figure={line.figure}
              onPress={() =>
                platform.navigation.open(
                  `/pages/item/index?${momentQuery(line.rubric, { asOf: today })}&item=${line.item}`,
                )
              }
            />
          ))}
        </Block>
      ))}
      <History key={`${entry.id} ${entry.base}`} workspace={workspace} entry={entry} />
      <View className="record__actions">
        {entry.deleted ? (
          <Action id="restore-record" text="恢复这条记录" onPress={() => void workspace.restore(entry.id)} />
        ) : (
          <>
            <Action
              id="edit-record"
              tone={entry.conflict ? 'quiet' : 'main'}
              text="修改"
              onPress={() => platform.navigation.open(`/pages/edit/index?id=${entry.id}`)}
            />
            <Action
              id="keep-template"
              tone="quiet"
              text="存为模板"
              onPress={() => void keepAsTemplate(workspace, entry.record)}
            />
            <Action id="delete-record" tone="quiet" text="删除" onPress={() => void remove()} />
          </>
        )}
      </View>
    </View>
  )
}

/** How far the record has come on its way to the server, and what to do where it is stuck. */
function Standing({ workspace, entry }: Pick<Props, 'workspace' | 'entry'>) {
  const state = workspace.state(entry)
  const connection = unsentWords(workspace.online, workspace.outbox.connection.get())
  const words = stateWords(entry, state, connection)
  return (
    <View className="record__standing">
      <Text id="record-state" className="record__state">
        {stateLabels[state]}
      </Text>
      <Text id="record-state-words" className="record__state-words">
        {words}
      </Text>
      {state === 'rejected' && (
        <View className="record__retry">
          <Action id="retry-record" tone="quiet" text="重试" onPress={() => void workspace.retry(entry.id)} />
        </View>
      )}
    </View>
  )
}
