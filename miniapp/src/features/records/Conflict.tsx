import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { Press } from '../../components/Press'
import type { Side } from '../../data/conflict'
import type { Entry } from '../../data/entry'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { attempt } from '../session/attempt'
import { conflictView, type ConflictRow, type Picks } from './conflict-view'
import { authorWords } from './history-view'
import './Conflict.scss'

/** By then this block shows the new versions, with nothing chosen. */
const overtaken = { text: '没有动：刚才这条记录又有改动，请对着现在的两个版本再看一遍' }

/** Two versions of a record side by side: one is chosen whole, or both are combined row by row. */
export function Conflict({ workspace, entry }: { workspace: Workspace; entry: Entry }) {
  const [picks, setPicks] = useState<Picks>({})
  const [whole, setWhole] = useState(false)
  const [problem, setProblem] = useState<string>()
  const author = useAuthor(workspace, entry)
  const view = conflictView(entry, workspace.catalog, app.today(), picks)
  if (!view) return null

  const keep = async (side: Side) =>
    setProblem(
      await attempt(async () => {
        if (!(await workspace.resolve(entry.id, side, entry))) notice.set(overtaken)
        return undefined
      }),
    )
  const combine = async () => {
    const { made } = view
    if (!made) return
    setProblem(
      await attempt(async () => {
        const came = await workspace.combine(entry, made)
        if (came.outcome === 'wrong') return came.problems.map(({ message }) => message).join('')
        notice.set(came.outcome === 'changed' ? overtaken : { text: '两个版本已经合在一起' })
        return undefined
      }),
    )
  }
  return (
    <Block id="conflict" title="两个版本" aside={author}>
      <Text className="conflict__headline">{view.headline}</Text>
      {view.rows.map((row) => (
        <Row
          key={row.id}
          row={row}
          onPick={view.mixable ? (side) => setPicks((all) => ({ ...all, [row.id]: side })) : undefined}
        />
      ))}
      {(whole || !view.mixable) && view.same.map(({ name, value }, at) => <Line key={at} title={value} note={name} />)}
      {view.mixable && view.same.length > 0 && !whole && (
        <Line id="conflict-same" title={`其余 ${view.same.length} 项两边一样`} onPress={() => setWhole(true)} />
      )}
      <View className="record__actions">
        {problem && (
          <Text id="conflict-problem" className="conflict__problem">
            {problem}
          </Text>
        )}
        {view.mixable && (
          <Action
            id="combine"
            text={view.open > 0 ? `还有 ${view.open} 处没有选` : '按选好的合在一起'}
            disabled={view.open > 0}
            onPress={() => void combine()}
          />
        )}
        <Action
          id="keep-mine"
          tone={view.mixable ? 'quiet' : 'main'}
          text={view.keep.mine}
          onPress={() => void keep('mine')}
        />
        <Action id="keep-theirs" tone="quiet" text={view.keep.theirs} onPress={() => void keep('theirs')} />
      </View>
    </Block>
  )
}

function Row({ row, onPick }: { row: ConflictRow; onPick?: (side: Side) => void }) {
  return (
    <View id={`conflict-${row.id}`} className="conflict__row">
      <Text className="conflict__label">{row.label}</Text>
      {row.hint && (
        <Text className={`conflict__hint ${onPick && !row.chosen ? 'conflict__hint--open' : ''}`}>{row.hint}</Text>
      )}
      <View className="conflict__sides">
        <SideOf row={row} side="mine" whose="本机" onPick={onPick} />
        <SideOf row={row} side="theirs" whose="服务器上" onPick={onPick} />
      </View>
    </View>
  )
}

function SideOf({
  row,
  side,
  whose,
  onPick,
}: {
  row: ConflictRow
  side: Side
  whose: string
  onPick?: (side: Side) => void
}) {
  const on = row.chosen === side
  const className = `conflict__side ${on ? 'conflict__side--on' : ''}`
  const words = (
    <>
      <Text className="conflict__whose">{on ? `✓ ${whose}` : whose}</Text>
      <Text className="conflict__value">{row[side]}</Text>
    </>
  )
  if (!onPick) return <View className={className}>{words}</View>
  return (
    <Press
      id={`conflict-${row.id}-${side}`}
      className={className}
      role="radio"
      on={on}
      label={`${row.label}，${whose}：${row[side]}${on ? '，已选' : ''}`}
      onPress={() => onPick(side)}
    >
      {words}
    </Press>
  )
}

/** Whose version the server holds, once it says so; it need not be reached. */
function useAuthor(workspace: Workspace, entry: Entry): string | undefined {
  const [author, setAuthor] = useState<string>()
  const revision = entry.conflict?.revision
  useEffect(() => {
    if (!workspace.online || !revision) return
    void workspace.history(entry.id).then((reply) => {
      const one = reply.outcome === 'done' && reply.value.revisions.find((past) => past.revision === revision)
      if (one) setAuthor(`服务器上的：${authorWords(one, app.today())}`)
    })
  }, [workspace, entry.id, revision])
  return author
}
