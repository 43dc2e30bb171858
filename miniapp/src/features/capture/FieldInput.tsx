import { Text, View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Chips } from '../../components/Chips'
import { Stepper } from '../../components/Stepper'
import { TextField } from '../../components/TextField'
import { Toggle } from '../../components/Toggle'
import type { FieldView } from './draft'
import './FieldInput.scss'

interface RowProps {
  label: string
  help?: string
  optional?: boolean
  problem?: string
}

/** A question of the form: its words, what is asked, and what is wrong with the answer. */
export function FieldRow({ label, help, optional, problem, children }: PropsWithChildren<RowProps>) {
  return (
    <View className="field-row">
      <View className="field-row__label">
        <Text>{label}</Text>
        {optional === false && <Text className="field-row__needed">必填</Text>}
      </View>
      {help && <Text className="field-row__help">{help}</Text>}
      {children}
      {problem && (
        <Text className="field-row__problem" {...{ [platform.roleAttribute]: 'alert' }}>
          {problem}
        </Text>
      )}
    </View>
  )
}

const yesNo = [
  { id: 'yes', label: '是' },
  { id: 'no', label: '否' },
]

interface Props {
  view: FieldView
  /** What the last record of this kind said. */
  last?: unknown
  /** Counts those who come at the door, where the field is of them. */
  onCount?: () => void
  onChange: (value: unknown) => void
}

/** One field of the catalog, asked for in the form that fits its type. */
export function FieldInput({ view, last, onCount, onChange }: Props) {
  const { field, form, value, problem } = view
  const id = `field-${field.id}`
  if (form === 'toggle') {
    return (
      <View className="field-row">
        <Toggle
          id={id}
          label={field.label}
          help={field.help}
          on={value === true}
          onChange={(on) => onChange(on || undefined)}
        />
      </View>
    )
  }
  return (
    <FieldRow label={field.label} help={field.help} optional={!field.required} problem={problem}>
      {form === 'yesNo' && (
        <Chips
          id={id}
          label={field.label}
          chips={yesNo}
          chosen={value === undefined ? undefined : value === true ? 'yes' : 'no'}
          onChoose={(chip) => onChange((chip === 'yes') === value ? undefined : chip === 'yes')}
        />
      )}
      {form === 'choice' && (
        <Chips
          id={id}
          label={field.label}
          chips={field.options ?? []}
          chosen={value as string | undefined}
          onChoose={(chip) => onChange(chip === value ? undefined : chip)}
        />
      )}
      {form === 'number' && (
        <View>
          <Stepper
            id={id}
            label={field.label}
            value={value as number | undefined}
            unit={field.unit}
            min={field.min}
            max={field.max}
            decimal={field.type === 'number'}
            quick={view.quick}
            onChange={onChange}
          />
          {typeof last === 'number' && value === undefined && (
            <View className="field-row__quick">
              <Action
                id={`${id}-last`}
                tone="quiet"
                text={`照上次 ${last}${field.unit ? ` ${field.unit}` : ''}`}
                label={`${field.label}照上次填 ${last}`}
                onPress={() => onChange(last)}
              />
            </View>
          )}
          {onCount && (
            <View className="field-row__quick">
              <Action id={`${id}-count`} tone="quiet" text="扫码数人数" onPress={onCount} />
            </View>
          )}
        </View>
      )}
      {form === 'text' && (
        <TextField id={id} label={field.label} value={(value as string | undefined) ?? ''} onChange={onChange} />
      )}
      {form === 'day' && (
        <platform.DayInput
          id={id}
          label={field.label}
          placeholder="选日期"
          value={(value as string | undefined) ?? ''}
          onChange={onChange}
        />
      )}
    </FieldRow>
  )
}
