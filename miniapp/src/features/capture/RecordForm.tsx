import { Text, View } from '@tarojs/components'
import type { Catalog, Field, FlatRecord, Kind, Problem } from '@xingji/shared'
import { Chips } from '../../components/Chips'
import { TextField } from '../../components/TextField'
import { EvidenceRows } from '../evidence/EvidenceRows'
import { DateRows } from './DateRows'
import { fieldViews, otherProblems, problemAt, withValue } from './draft'
import { FieldInput, FieldRow } from './FieldInput'
import { FilingRows } from './ProofRows'

interface Props {
  kind: Kind
  catalog: Catalog
  draft: FlatRecord
  /** The last record of the same kind, whose numbers are offered. */
  last?: FlatRecord
  problems: readonly Problem[]
  today: string
  /** Counts those who come at the door; absent where that is not wanted. */
  onCount?: (field: Field) => void
  onChange: (draft: FlatRecord) => void
}

const holding = [
  { id: 'yes', label: '有（是）' },
  { id: 'no', label: '没有（不是）' },
]

/** The form of a kind of record, made from the catalog alone. */
export function RecordForm({ kind, catalog, draft, last, problems, today, onCount, onChange }: Props) {
  const text = (key: 'title' | 'note') => (draft[key] as string | undefined) ?? ''
  const set = (key: string) => (value: unknown) => onChange(withValue(draft, key, value))
  return (
    <View id="record-form">
      {kind.help && <Text>{kind.help}</Text>}
      {kind.time === 'statement' && (
        <FieldRow label={`${kind.label}：有没有`} problem={problemAt(problems, 'holds')}>
          <Chips
            id="field-holds"
            label={kind.label}
            chips={holding}
            chosen={draft.holds === false ? 'no' : 'yes'}
            onChoose={(chip) => onChange(withValue(draft, 'holds', chip === 'no' ? false : undefined))}
          />
        </FieldRow>
      )}
      <DateRows kind={kind} draft={draft} problems={problems} today={today} onChange={onChange} />
      <FieldRow label="名称" help="以后一看就知道是哪一次。" problem={problemAt(problems, 'title')}>
        <TextField
          id="field-title"
          label="名称"
          value={text('title')}
          placeholder={kind.label}
          onChange={set('title')}
        />
      </FieldRow>
      {fieldViews(kind, draft, problems).map((view) => (
        <FieldInput
          key={view.field.id}
          view={view}
          last={last?.[view.field.id]}
          onCount={view.field.audience && onCount ? () => onCount(view.field) : undefined}
          onChange={set(view.field.id)}
        />
      ))}
      <FilingRows kind={kind} catalog={catalog} draft={draft} problems={problems} today={today} onChange={onChange} />
      <EvidenceRows draft={draft} problems={problems} onChange={onChange} />
      <FieldRow label="备注" problem={problemAt(problems, 'note')}>
        <TextField id="field-note" label="备注" long value={text('note')} onChange={set('note')} />
      </FieldRow>
      {otherProblems(problems, kind).map((message) => (
        <FieldRow key={message} label="" problem={message} />
      ))}
    </View>
  )
}
