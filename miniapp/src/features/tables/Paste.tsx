import { Textarea, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { readDelimited } from '@xingji/shared/tables'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import type { OpenTable } from './use-table'

/** Where a table comes from: pasted, or a file. */
export function Paste({ onOpen }: { onOpen: (table: OpenTable) => void }) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string>()
  const read = () => {
    const sheet = readDelimited(text)
    if (sheet.rows.length === 0) return setProblem('还没有粘贴内容：在 Excel 或 WPS 里选中表格，复制，再粘贴到上面')
    setProblem(undefined)
    onOpen({ name: '', sheets: [sheet] })
  }
  const choose = async () => {
    try {
      const file = await platform.tables.choose()
      if (!file) return
      setProblem('正在读文件…')
      const reading = await platform.tables.read(file)
      setProblem(reading.ok ? undefined : reading.message)
      if (reading.ok) onOpen({ name: file.name, sheets: reading.sheets })
    } catch {
      setProblem('没有打开这个文件，请再试一次，或者复制表格粘贴进来')
    }
  }
  return (
    <Block title="粘贴或打开表格">
      <View className="table-paste">
        <Text className="table-paste__hint">
          在 Excel 或 WPS 里选中整张表格（连表头），复制，粘贴到下面；或者打开 .xlsx、.csv
          文件。表头怎么写、列怎么排都行。
        </Text>
        <Textarea
          id="table-text"
          className="text-field text-field--long"
          value={text}
          maxlength={-1}
          placeholder="在这里粘贴"
          placeholderClass="placeholder"
          aria-label="粘贴表格"
          onInput={(event) => setText(event.detail.value)}
        />
        <View className="table-paste__actions">
          <Action id="table-read" text="读表格" disabled={text.trim() === ''} onPress={read} />
          <Action id="table-open" tone="quiet" text="打开文件" onPress={() => void choose()} />
        </View>
        {problem && (
          <Text id="table-problem" className="table-problem__error">
            {problem}
          </Text>
        )}
      </View>
    </Block>
  )
}
