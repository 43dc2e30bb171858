import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Catalog, Kind } from '@xingji/shared'
import type { TableProblem } from '@xingji/shared/tables'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { TextField } from '../../components/TextField'

interface Props {
  problem: TableProblem
  kind: Kind | undefined
  catalog: Catalog
  said: string
  onMend: (key: string, text: string) => void
}

/** One thing to put right, right where it is told. */
export function Mend({ problem, kind, catalog, said, onMend }: Props) {
  const { row, key } = problem
  const [text, setText] = useState(said)
  const id = `mend-${row}-${key}`
  const field = kind?.fields.find((one) => one.id === key)
  const { ChoiceInput } = platform
  if (key === 'kind')
    return (
      <ChoiceInput
        id={id}
        label="这是哪种记录"
        value=""
        groups={[{ label: '', choices: [{ id: '', label: '请选种类' }] }, ...kindGroups(catalog)]}
        onChange={(choice) => onMend(key, choice)}
      />
    )
  if (field?.type === 'enum' || field?.type === 'boolean') {
    const choices =
      field.type === 'enum'
        ? (field.options ?? []).map(({ id: option, label }) => ({ id: option, label }))
        : [
            { id: '是', label: '是' },
            { id: '否', label: '否' },
          ]
    return (
      <ChoiceInput
        id={id}
        label={field.label}
        value=""
        groups={[{ label: '', choices: [{ id: '', label: `请选${field.label}` }, ...choices] }]}
        onChange={(choice) => onMend(key, choice)}
      />
    )
  }
  return (
    <View className="table-mend">
      <TextField id={id} label={problem.fix ?? problem.message} value={text} onChange={setText} />
      <Action id={`${id}-done`} tone="quiet" text="改好了" disabled={text === said} onPress={() => onMend(key, text)} />
      <Text className="table-mend__fix">{problem.fix ?? ''}</Text>
    </View>
  )
}

export const kindGroups = (catalog: Catalog) =>
  catalog.groups.map((group) => ({
    label: group.label,
    choices: catalog.kinds.filter((kind) => kind.group === group.id).map(({ id, label }) => ({ id, label })),
  }))
