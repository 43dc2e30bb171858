import { Image, Text, View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { counted } from '../../data/heads'
import type { Workspace } from '../../data/workspace'
import { qrAddress } from './qr'
import { useHeads } from './use-heads'
import './Heads.scss'

interface Props {
  workspace: Workspace
  record: string
  field: string
}

/** The code for the hall, and how many have come. */
export function HeadsPage({ workspace, record, field }: Props) {
  const { heads, state } = useHeads(workspace.organisation.id, record)
  const [busy, setBusy] = useState(false)
  const { count, address, problem } = state
  const drawing = useMemo(() => (address === undefined ? undefined : qrAddress(address)), [address])
  const finish = async () => {
    setBusy(true)
    const number = await heads.close()
    setBusy(false)
    if (number === undefined) return
    counted.set({ record, field, heads: number })
    platform.navigation.back()
  }
  return (
    <View id="heads" className="heads">
      {drawing !== undefined && (
        <Image id="heads-code" className="heads__code" src={drawing} aria-label="请到场的人扫的二维码" />
      )}
      {count && (
        <View className="heads__number">
          <Text id="heads-number" className="heads__figure">
            {String(count.heads)}
          </Text>
          <Text>位已到</Text>
        </View>
      )}
      {problem !== undefined && (
        <Text id="heads-problem" className="heads__problem">
          {problem}
        </Text>
      )}
      <Text className="heads__note">
        请到场的人用微信扫一扫，点“我到了”。不记姓名、不要手机号，一部手机只数一次；二维码每半分钟换一个。没带手机的，数完后在人数里加上。
      </Text>
      <View className="heads__actions">
        <Action
          id="heads-close"
          text={busy ? '正在填…' : '数完了，填到人数里'}
          disabled={busy || !count}
          onPress={() => void finish()}
        />
        <Action id="heads-later" tone="quiet" text="先回去，接着再数" onPress={() => platform.navigation.back()} />
      </View>
    </View>
  )
}
