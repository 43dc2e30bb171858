import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Chips } from '../../components/Chips'
import { Line } from '../../components/Line'
import { notice } from '../../data/notice'
import { app, useSignal } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import type { Choices } from '../../data/app'
import type { Connection } from '../../data/outbox'
import { momentQuery, type Moment } from '../moment'
import { unsentText } from './export'
import { JoinCycle } from '../cycles/JoinCycle'
import { HeadSetting } from '../heads/HeadSetting'
import { InboxEntryLine } from '../inbox/InboxEntryLine'
import { OrganiserLine } from '../organiser/OrganiserLine'
import { unreadableView } from './unreadable'
import './Me.scss'

const sizes = [
  { id: 'system', label: '跟随系统' },
  { id: 'standard', label: '标准' },
  { id: 'large', label: '大' },
  { id: 'elder', label: '长辈' },
  { id: 'largest', label: '特大' },
]
const themes = [
  { id: 'system', label: '跟随系统' },
  { id: 'light', label: '浅色' },
  { id: 'dark', label: '深色' },
]
const connections: Record<Connection, string> = {
  untried: '还没有连过',
  reached: '连得上',
  unreachable: '暂时连不上，会自动再试',
  full: '手机存不下了，请清理空间；没有存下的不会算作已上传',
  signedOut: '登录已过期，请重新登录；记录都在，不会丢',
}

/** The organisation, the account, the look, and what is still on this phone alone. */
export function Me({ workspace, rubric, moment }: { workspace: Workspace; rubric: string; moment: Moment }) {
  const session = useSignal(app.session)
  const choices = useSignal(app.choices)
  const connection = useSignal(workspace.outbox.connection)
  const updateReady = useSignal(app.updateReady)
  const [text, setText] = useState<string>()
  const [shown, setShown] = useState(false)
  const { name, code, verified } = workspace.organisation
  const unsent = workspace.book.unsent().length
  const unreadable = workspace.book.quarantine
  const signedIn = Boolean(session?.token)

  const copy = async () => {
    const made = unsentText(workspace.book, workspace.organisation, workspace.files.holds)
    setText(made)
    if (!platform.clipboard.supported) return
    await platform.clipboard.copy(made).then(
      () => notice.set({ text: '已复制，可以粘贴到微信或邮件里' }),
      () => undefined,
    )
  }
  return (
    <View id="me">
      <Block title="单位">
        <Line
          title={name}
          note={[code || '没有填代码', signedIn ? (verified ? '已核实' : '待核实') : '只在本机'].join(' · ')}
        />
        <Line id="switch-organisation" title="换一个单位" onPress={() => void app.select(undefined)} />
        {workspace.online && <JoinCycle workspace={workspace} />}
        {workspace.online && <HeadSetting organisation={workspace.organisation.id} />}
      </Block>
      {platform.deskPages && <OrganiserLine />}
      <Block title="账号与上传">
        <Line
          title={signedIn ? (session?.account.name ?? '') : '没有登录'}
          note={signedIn ? `服务器：${connections[connection]}` : '记录只存在这台设备上'}
        />
        <Line
          id="unsent-count"
          title={`${unsent} 条未上传`}
          note={unsent > 0 ? '都存在这台设备上' : '没有等待上传的记录'}
        />
        {unreadable.length > 0 && (
          <Line
            id="unreadable-count"
            title={`${unreadable.length} 条读不出来的记录`}
            note="原样留着，没有丢。点这里看是哪些；可以和未上传的一起导出，交给技术人员"
            onPress={() => setShown(!shown)}
          />
        )}
        {shown &&
          unreadable.map((one, at) => {
            const { title, note } = unreadableView(one)
            return <Line key={one.key} id={`unreadable-${at}`} title={title} note={note} />
          })}
        {updateReady && (
          <Line
            id="update-ready"
            title="新版本已经备好"
            note="等待上传的记录传完就自动换上；点这里现在就换，记录都会留着"
            onPress={() => platform.updates.restart()}
          />
        )}
        <View className="me__actions">
          {signedIn && connection !== 'signedOut' && (
            <Action id="sync-now" tone="quiet" text="现在上传并更新" onPress={() => void workspace.synchronise()} />
          )}
          <Action
            id="export-unsent"
            tone="quiet"
            text={unreadable.length > 0 ? '导出未上传的和读不出来的' : '导出未上传的记录'}
            onPress={() => void copy()}
          />
          <Action
            id="sign-out"
            tone="quiet"
            text={signedIn ? '退出登录' : '去登录'}
            onPress={() => void app.signOut()}
          />
        </View>
        {text !== undefined && (
          <Text id="export-text" className="me__text" userSelect>
            {text}
          </Text>
        )}
      </Block>
      {signedIn && <InboxEntryLine />}
      <Block title="字号">
        <View className="me__chips">
          <Chips
            id="size"
            label="字号"
            chips={sizes}
            chosen={choices.size}
            onChoose={(size) => void app.choose({ size: size as Choices['size'] })}
          />
        </View>
      </Block>
      <Block title="颜色">
        <View className="me__chips">
          <Chips
            id="theme"
            label="颜色"
            chips={themes}
            chosen={choices.theme}
            onChoose={(theme) => void app.choose({ theme: theme as Choices['theme'] })}
          />
        </View>
      </Block>
      <Block title="核对">
        <Line
          id="open-card"
          title="查看评分卡原文"
          note="与服务器、命令行逐字一致，可以导出核对"
          onPress={() => platform.navigation.open(`/pages/card/index?${momentQuery(rubric, moment)}`)}
        />
      </Block>
    </View>
  )
}
