import { Block } from '../../components/Block'
import type { Entry } from '../../data/entry'
import type { Workspace } from '../../data/workspace'
import { evidenceOf } from '../words'
import { EvidenceItem } from './EvidenceItem'

interface Props {
  workspace: Workspace
  entry: Entry
}

/** The evidence of a record that is looked at. */
export function EvidenceList({ workspace, entry }: Props) {
  const all = evidenceOf(entry.record)
  if (all.length === 0) return null
  return (
    <Block title="佐证材料" aside={`${all.length} 份`}>
      {all.map((one, at) => (
        <EvidenceItem
          key={`${at}-${one.hash ?? one.link ?? one.file ?? ''}`}
          id={`evidence-${at}`}
          workspace={workspace}
          one={one}
          entry={entry}
        />
      ))}
    </Block>
  )
}
