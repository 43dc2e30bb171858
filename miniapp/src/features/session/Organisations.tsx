import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { TextField } from '../../components/TextField'
import { app, useSignal } from '../../data/use-app'
import type { Organisation } from '../../data/remote'
import { attempt } from './attempt'
import { codeProblem } from './credit-code'
import './Session.scss'

const standing = (one: Organisation) => [one.code || '没有填代码', one.verified ? '已核实' : '待核实'].join(' · ')

/** Which organisation is this about: one of yours, one kept on this phone, or a new one. */
export function Organisations() {
  const session = useSignal(app.session)
  const known = useSignal(app.organisations)
  const signedIn = Boolean(session?.token)
  const [local, setLocal] = useState<Organisation[]>([])
  const [name, setName] = useState('')
  const [invitation, setInvitation] = useState('')
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (signedIn) void app.localOrganisations().then(setLocal)
  }, [signedIn])

  const run = async (act: () => Promise<string | undefined>) => {
    setBusy(true)
    setProblem(await attempt(act))
    setBusy(false)
  }
  const create = () => {
    const wrong = codeProblem(code, signedIn)
    if (wrong) setProblem(wrong)
    else void run(() => app.createOrganisation(name.trim(), code.trim().toUpperCase()))
  }
  return (
    <View className="session">
      {known.length > 0 && (
        <Block title="选一个单位">
          {known.map((one) => (
            <Line
              key={one.id}
              id={`organisation-${one.id}`}
              title={one.name}
              note={standing(one)}
              onPress={() => void app.select(one)}
            />
          ))}
        </Block>
      )}
      {local.length > 0 && (
        <Block title="这台设备上的单位">
          {local.map((one) => (
            <Line
              key={one.id}
              id={`adopt-${one.id}`}
              title={one.name}
              note="还没有上传过。点这里归到您的账号，并上传它的记录"
              onPress={() => void run(() => app.adopt(one))}
            />
          ))}
        </Block>
      )}
      <Block title={known.length > 0 ? '新增一个单位' : '您在哪个单位'}>
        <View className="session__field">
          <Text className="session__label">单位名称</Text>
          <TextField
            id="organisation-name"
            label="单位名称"
            value={name}
            placeholder="例如：某某学会"
            onChange={setName}
          />
        </View>
        <View className="session__field">
          <Text className="session__label">统一社会信用代码{signedIn ? '' : '（可以以后再填）'}</Text>
          <TextField
            id="organisation-code"
            label="统一社会信用代码"
            value={code}
            placeholder="登记证书上的 18 位代码"
            onChange={setCode}
          />
        </View>
      </Block>
      {problem && (
        <Text id="organisation-problem" className="session__problem">
          {problem}
        </Text>
      )}
      <Action id="create-organisation" text="确定" disabled={busy || name.trim() === ''} onPress={create} />
      {signedIn && (
        <Block title="或者，用邀请码加入">
          <View className="session__field">
            <TextField
              id="invitation-code"
              label="邀请码"
              value={invitation}
              placeholder="秘书给您的邀请码"
              onChange={setInvitation}
            />
          </View>
          <View className="session__field">
            <Action
              id="join-organisation"
              tone="quiet"
              text="加入"
              disabled={busy || invitation.trim() === ''}
              onPress={() => void run(() => app.join(invitation.trim()))}
            />
          </View>
        </Block>
      )}
      <Action
        id="leave"
        tone="quiet"
        text={signedIn ? '换一个人登录' : '回到登录'}
        onPress={() => void app.signOut()}
      />
    </View>
  )
}
