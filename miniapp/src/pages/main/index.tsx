import { Text } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { platform } from '#platform'
import { Tabs } from '../../components/Tabs'
import { app, useSignal, useWorkspace } from '../../data/use-app'
import { Duties } from '../../features/duties/Duties'
import { Home } from '../../features/home/Home'
import { Page } from '../../features/look/Page'
import { Me } from '../../features/me/Me'
import { OrganiserLine } from '../../features/organiser/OrganiserLine'
import type { Wanted } from '../../features/records/find'
import { Records } from '../../features/records/Records'
import { Advices } from '../../features/session/Advices'
import { Organisations } from '../../features/session/Organisations'
import { SignIn } from '../../features/session/SignIn'
import { useChosenRubric, useMoment } from '../../features/use-chosen'
import { usePageShown, useShown } from '../../platform/page'

const tabs = [
  { id: 'home', label: '星级' },
  { id: 'duties', label: '待办' },
  { id: 'records', label: '记录' },
  { id: 'me', label: '我的' },
]

export default function Main() {
  const phase = useSignal(app.phase)
  const { workspace, revision } = useShown(useWorkspace())
  const [tab, setTab] = useState('home')
  const [show, setShow] = useState<Wanted['show']>('all')
  const last = useSignal(app.last)
  const rubric = useChosenRubric()
  const [moment, setMoment] = useMoment()
  useEffect(() => {
    void app.start()
    platform.network.onAvailable(() => void app.wake())
  }, [])
  usePageShown(() => void app.wake().then(() => app.takeUpdate()))

  const isReading = phase === 'starting' && last !== undefined
  if (!isReading && (phase !== 'working' || !workspace)) {
    return (
      <Page title="星迹" first>
        {phase === 'failed' && (
          <Text id="store-failed">
            打不开这台设备上的存储，记录没有动过。请关掉重开一次；如果用的是浏览器，请不要用无痕模式。
          </Text>
        )}
        {phase === 'signedOut' && <SignIn />}
        {phase === 'choosing' && <Organisations />}
        {phase === 'choosing' && platform.deskPages && <OrganiserLine />}
      </Page>
    )
  }
  const action = { id: 'add-record', label: '记一笔', onPress: () => platform.navigation.open('/pages/edit/index') }
  return (
    <Page title="星迹" first foot={<Tabs tabs={tabs} chosen={tab} onChoose={setTab} action={action} />}>
      <Advices />
      {tab === 'home' && (
        <Home
          workspace={workspace}
          revision={revision}
          rubric={rubric}
          moment={moment}
          onMoment={setMoment}
          onDuties={() => setTab('duties')}
          onUnsent={() => {
            setShow('unsent')
            setTab('records')
          }}
        />
      )}
      {tab === 'duties' && workspace && <Duties workspace={workspace} revision={revision} rubric={rubric} />}
      {tab === 'records' && workspace && (
        <Records workspace={workspace} revision={revision} show={show} onShow={setShow} />
      )}
      {tab === 'me' && workspace && <Me workspace={workspace} rubric={rubric} moment={moment} />}
    </Page>
  )
}
