import { useEffect, useMemo } from 'react'
import { platform } from '#platform'
import { Signal } from '../../data/signal'
import { app, useSignal } from '../../data/use-app'
import { lookOf, type Look } from './look'

const system = new Signal(platform.system.look())
platform.system.onLookChange(() => system.set(platform.system.look()))

/** The look in force; paints the window to match. */
export function useLook(): Look {
  const choices = useSignal(app.choices)
  const current = useSignal(system)
  const look = useMemo(() => lookOf(choices, current), [choices, current])
  useEffect(() => platform.system.paint(look.palette.paper, look.theme), [look])
  return look
}
