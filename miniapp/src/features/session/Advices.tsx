import { View } from '@tarojs/components'
import { Advice } from '../../components/Advice'
import { app, useSignal } from '../../data/use-app'
import { useKnown } from './use-known'
import { broughtView, clockView, lossView } from './loss-view'

/** What the person should know of this phone: its clock, records that are gone from it, records that came to it. */
export function Advices() {
  const ahead = useSignal(app.clockCheck.ahead)
  const brought = useSignal(app.brought)
  const { place, dismiss } = useKnown()
  const clock = clockView(ahead)
  const loss = place && lossView(place, app.today())
  return (
    <View>
      {clock && <Advice id="clock-wrong" {...clock} onDismiss={() => app.clockCheck.dismiss()} />}
      {loss && <Advice id="records-lost" {...loss} onDismiss={dismiss} />}
      {brought > 0 && <Advice id="records-brought" {...broughtView(brought)} onDismiss={() => app.brought.set(0)} />}
    </View>
  )
}
