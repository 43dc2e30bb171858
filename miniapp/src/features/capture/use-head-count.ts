import type { Field, FlatRecord, Kind } from '@xingji/shared'
import { useEffect } from 'react'
import { platform } from '#platform'
import { counted } from '../../data/heads'
import { useSignal } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { useCountsHeads } from '../heads/use-heads'
import { withValue } from './draft'

/** Leads from a form to the count at the door, and takes the number back; undefined where heads are not counted so. */
export function useHeadCount(
  workspace: Workspace | undefined,
  kind: Kind | undefined,
  draft: FlatRecord | undefined,
  change: (draft: FlatRecord) => void,
): ((field: Field) => void) | undefined {
  const isOn = useCountsHeads(workspace, kind?.fields.some((field) => field.audience) ?? false)
  const result = useSignal(counted)
  useEffect(() => {
    if (!draft || !result || result.record !== draft.id) return
    counted.set(undefined)
    change(withValue(draft, result.field, result.heads))
    // Once a result: what is typed afterwards is the secretary's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [result])
  if (!isOn || !draft) return undefined
  return (field) => {
    // The count goes by the record's id: it must be there again if the app is closed meanwhile.
    change(draft)
    platform.navigation.open(`/pages/heads/index?record=${String(draft.id)}&field=${field.id}`)
  }
}
