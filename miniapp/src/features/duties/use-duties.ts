import { indexCatalog, type DutyState } from '@xingji/shared'
import { useMemo } from 'react'
import { platform } from '#platform'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { rubricsInUse } from '../use-chosen'
import { deedOf, type Deed } from './duties-view'

/** Every duty of the rubrics that matter to the organisation, as it stands today. */
export function useDuties(workspace: Workspace, revision: number, chosen: string): DutyState[] {
  const today = app.today()
  return useMemo(() => {
    void revision
    return workspace.duties.states(
      rubricsInUse(workspace, chosen).map(({ reference }) => reference),
      today,
    )
  }, [workspace, revision, chosen, today])
}

/** Does what a duty's button says: at once and with a way back, or by opening the form already filled in. */
export async function actOn(workspace: Workspace, state: DutyState): Promise<void> {
  if (!state.action) return
  const index = indexCatalog(workspace.catalog)
  const deed = deedOf(state.action, app.today(), await app.newId(), {
    record: (id) => workspace.book.get(id)?.record,
    time: (kind) => index.kind(kind)?.time,
  })
  if (deed) await perform(workspace, state.title, deed)
}

async function perform(workspace: Workspace, title: string, deed: Deed): Promise<void> {
  if (deed.do === 'look') platform.navigation.open(itemPage(workspace, deed.rubric, deed.item))
  else if (deed.do === 'form') {
    const given = encodeURIComponent(JSON.stringify(deed.given))
    platform.navigation.open(`/pages/edit/index?kind=${deed.kind}&with=${given}`)
  } else {
    const { record, before } = deed
    const problems = await workspace.save(record, before).catch(() => undefined)
    if (!problems) notice.set({ text: '没有存下来，可能是空间不够。请清理一些空间后再试。' })
    else if (problems.length > 0) notice.set({ text: problems[0]?.message ?? '' })
    else {
      const id = String(record.id)
      const saved = workspace.book.get(id)?.record
      const undo = () => void (before ? workspace.save(before, saved) : workspace.remove(id, saved))
      notice.set({ text: `记下了：${title}，日期是今天。记得附上佐证。`, undo })
    }
  }
}

/** The page of an item of a rubric, in the edition the organisation uses. */
export function itemPage(workspace: Workspace, rubricId: string, item: string): string {
  const used = rubricsInUse(workspace, rubricId).find(({ rubric }) => rubric.id === rubricId)
  return `/pages/item/index?rubric=${used?.reference ?? rubricId}&asOf=${app.today()}&item=${item}`
}

export function waive(workspace: Workspace, state: DutyState, reason: string): void {
  void workspace.waive(state.key, reason)
  notice.set({ text: `不再提醒“${state.title}”`, undo: () => void workspace.waive(state.key, undefined) })
}
