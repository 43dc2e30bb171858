import { useEffect, useMemo, useState } from 'react'
import { Heads, type HeadsState } from '../../data/heads'
import { HeadsRemote } from '../../data/heads-remote'
import { app, useSignal } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'

/** Milliseconds between two looks at the number. */
const pace = 3_000
/** Milliseconds for which an answer about the setting is believed. */
const settingAge = 10 * 60_000

const remote = () => {
  const { http, apiBase } = app.platform
  return new HeadsRemote(http, apiBase, app.session.get()?.token)
}
const known = new Map<string, { on: boolean; at: number }>()

/** Does the organisation count heads by QR code? False while the server does not answer: it takes the server to count. */
export function useCountsHeads(workspace: Workspace | undefined, isAsked: boolean): boolean {
  const [on, setOn] = useState(false)
  const organisation = isAsked && workspace?.online ? workspace.organisation.id : undefined
  useEffect(() => {
    if (organisation !== undefined) void settingOf(organisation).then(setOn)
  }, [organisation])
  return on
}

async function settingOf(organisation: string): Promise<boolean> {
  const now = app.platform.clock.now()
  const heard = known.get(organisation)
  if (heard && now - heard.at < settingAge) return heard.on
  const reply = await remote().setting(organisation)
  if (reply.outcome !== 'done') return false
  known.set(organisation, { on: reply.value.on, at: now })
  return reply.value.on
}

/** The organisation's setting, read anew, and how to change it. */
export function useHeadSetting(organisation: string) {
  const [on, setOn] = useState<boolean>()
  const [problem, setProblem] = useState<string>()
  const take = async (asked: ReturnType<HeadsRemote['setting']>) => {
    const reply = await asked
    setProblem(undefined)
    if (reply.outcome === 'done') {
      known.set(organisation, { on: reply.value.on, at: app.platform.clock.now() })
      return setOn(reply.value.on)
    }
    setProblem(
      reply.outcome === 'refused' ? reply.refusal.message : (reply.message ?? '现在连不上服务器，联网后再试。'),
    )
  }
  return {
    on,
    problem,
    look: () => void take(remote().setting(organisation)),
    turn: (next: boolean) => void take(remote().turn(organisation, next)),
  }
}

/** A count, looked at again and again while its page is there. */
export function useHeads(organisation: string, record: string): { heads: Heads; state: HeadsState } {
  const heads = useMemo(() => new Heads(app, organisation, record), [organisation, record])
  useEffect(() => {
    let isHere = true
    const look = () => {
      if (!isHere) return
      void heads.look().then(() => app.platform.clock.after(pace, look))
    }
    look()
    return () => void (isHere = false)
  }, [heads])
  return { heads, state: useSignal(heads.state) }
}
