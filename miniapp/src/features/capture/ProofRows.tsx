import { Text, View } from '@tarojs/components'
import type { Catalog, FlatRecord, Kind, Problem } from '@xingji/shared'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Press } from '../../components/Press'
import { bodiesFor, filingsOf, problemAt, withFiling, withFilingDay, withoutFiling } from './draft'
import { FieldRow } from './FieldInput'
import './ProofRows.scss'

interface Props {
  kind: Kind
  catalog: Catalog
  draft: FlatRecord
  problems: readonly Problem[]
  today: string
  onChange: (draft: FlatRecord) => void
}

/** To whom a record was sent, and when: one tap for today. */
export function FilingRows({ kind, catalog, draft, problems, today, onChange }: Props) {
  const bodies = bodiesFor(kind, catalog)
  const filings = filingsOf(draft)
  if (bodies.length === 0 && filings.length === 0) return null
  const label = (id: string) => catalog.bodies.find((body) => body.id === id)?.label ?? id
  return (
    <FieldRow label="报送、备案" help="报给谁就点谁，日期先记今天，可以改。" problem={problemAt(problems, 'filings')}>
      {filings.map((filing, at) => (
        <View key={`${at}-${filing.to}`} className="proof proof--filing">
          <Text className="proof__words">已报送 {label(filing.to)}</Text>
          <platform.DayInput
            id={`filing-${at}-on`}
            label={`报送${label(filing.to)}的日期`}
            placeholder="选日期"
            value={filing.on}
            onChange={(day) => onChange(withFilingDay(draft, at, day))}
          />
          <Press
            id={`filing-${at}-remove`}
            className="proof__remove"
            label={`去掉报送${label(filing.to)}`}
            onPress={() => onChange(withoutFiling(draft, at))}
          >
            <Text>去掉</Text>
          </Press>
        </View>
      ))}
      <View className="proof__bodies">
        {bodies.map((body) => (
          <Action
            key={body.id}
            id={`filing-${body.id}`}
            tone="quiet"
            text={`今天报送了${body.label}`}
            onPress={() => onChange(withFiling(draft, body.id, today))}
          />
        ))}
      </View>
    </FieldRow>
  )
}
