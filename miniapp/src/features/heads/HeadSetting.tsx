import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Line } from '../../components/Line'
import { Sheet } from '../../components/Sheet'
import { Toggle } from '../../components/Toggle'
import { useHeadSetting } from './use-heads'
import './Heads.scss'

/** Whether heads are counted by QR code: off until somebody wants it. */
export function HeadSetting({ organisation }: { organisation: string }) {
  const [open, setOpen] = useState(false)
  const { on, problem, look, turn } = useHeadSetting(organisation)
  const show = () => {
    setOpen(true)
    look()
  }
  return (
    <View>
      <Line id="open-head-setting" title="扫码数人数" note="不记姓名，只数到了几位；不用也行" onPress={show} />
      <Sheet open={open} title="扫码数人数" onClose={() => setOpen(false)}>
        <View className="heads__setting">
          <Text>
            打开后，记活动时可以亮出一个二维码。来的人扫一扫、点一下，人数就加一。不问姓名、不要手机号，一部手机只数一次；数完后，用来分辨手机的记号也删掉。
          </Text>
          {problem !== undefined && (
            <Text id="head-setting-problem" className="heads__problem">
              {problem}
            </Text>
          )}
          {on !== undefined && <Toggle id="head-setting" label="用扫码数人数" on={on} onChange={turn} />}
        </View>
      </Sheet>
    </View>
  )
}
