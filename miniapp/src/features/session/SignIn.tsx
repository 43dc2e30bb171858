import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Advice } from '../../components/Advice'
import { TextField } from '../../components/TextField'
import type { Sealed } from '../../data/sealed'
import { app, useSignal } from '../../data/use-app'
import { attempt } from './attempt'
import { emptiedView } from './loss-view'
import './Session.scss'

/** The first page: who are you. The phone can also be used by itself. */
export function SignIn() {
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [sealed, setSealed] = useState<Sealed[]>([])
  useEffect(() => {
    void app.sealed().then(setSealed)
  }, [])

  const emptied = emptiedView(useSignal(app.emptied), app.today())
  const wechat = platform.wechatLogin.supported
  const signIn = async () => {
    setBusy(true)
    setProblem(await attempt(() => app.signIn(wechat ? undefined : name.trim())))
    setBusy(false)
  }
  return (
    <View className="session">
      <Text className="session__name">星迹</Text>
      <Text className="session__motto">活动记一次，星级看得见。</Text>
      {emptied && <Advice id="store-emptied" {...emptied} />}
      {!wechat && (
        <View className="session__field">
          <Text className="session__label">您的姓名</Text>
          <TextField id="sign-in-name" label="您的姓名" value={name} placeholder="例如：王秘书" onChange={setName} />
        </View>
      )}
      {problem && (
        <Text id="sign-in-problem" className="session__problem">
          {problem}
        </Text>
      )}
      <Action
        id="sign-in"
        text={wechat ? '用微信登录' : '登录'}
        disabled={busy || (!wechat && name.trim() === '')}
        onPress={() => void signIn()}
      />
      <Action id="use-locally" tone="quiet" text="先不登录，只在这台设备上用" onPress={() => void app.useLocally()} />
      {sealed.map(({ account, unsent }) => (
        <Text key={account.id} className="session__note">
          这台设备上还留着{account.name}的 {unsent} 条未上传记录，本人登录后会接着上传。
        </Text>
      ))}
    </View>
  )
}
