import { Text, View } from '@tarojs/components'
import { useEffect, type PropsWithChildren, type ReactNode } from 'react'
import { platform } from '#platform'
import { Press } from '../../components/Press'
import { Screen } from '../../components/Screen'
import { notice } from '../../data/notice'
import { useSignal } from '../../data/use-app'
import { useLook } from './use-look'
import './Page.scss'

const noticeTime = 10_000

interface Props {
  title: string
  /** The first page has nowhere to go back to. */
  first?: boolean
  /** Uses the width of a large screen. */
  wide?: boolean
  foot?: ReactNode
}

/** A page in the look in force, with the notice, if there is one, above its foot. */
export function Page({ title, first = false, wide = false, foot, children }: PropsWithChildren<Props>) {
  const { variables } = useLook()
  const bar = !platform.drawsTitleBar && !first
  const said = useSignal(notice)
  useEffect(() => {
    if (!said) return
    platform.clock.after(noticeTime, () => {
      if (notice.get() === said) notice.set(undefined)
    })
  }, [said])
  const below = (said || foot) && (
    <>
      {said && (
        <View id="notice" className="notice" {...{ [platform.roleAttribute]: 'status' }}>
          <Text className="notice__text">{said.text}</Text>
          {said.undo && (
            <Press
              id="undo"
              className="notice__undo"
              onPress={() => {
                notice.set(undefined)
                said.undo?.()
              }}
            >
              <Text>撤销</Text>
            </Press>
          )}
        </View>
      )}
      {foot}
    </>
  )
  return (
    <Screen
      title={title}
      variables={variables}
      bar={bar}
      wide={wide}
      onBack={() => platform.navigation.back()}
      foot={below}
    >
      {children}
    </Screen>
  )
}
