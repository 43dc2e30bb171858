import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { TextField } from '../../components/TextField'
import { standardsOf } from '../../data/standards'
import { app, useSignal } from '../../data/use-app'
import { organiser } from './use-organiser'

/** Sets up a rating: its name and the official table it goes by. */
export function NewCycle({ isFirst, busy }: { isFirst: boolean; busy: boolean }) {
  const standards = standardsOf(useSignal(app.law))
  const [title, setTitle] = useState('')
  const [rubric, setRubric] = useState(standards[0]?.reference ?? '')
  const { ChoiceInput } = platform
  return (
    <Block id="new-cycle" title={isFirst ? '先建一次评价' : '再建一次评价'}>
      <View className="reminder">
        {isFirst && (
          <Text id="organiser-empty">
            这里能看到参加评价的单位办到哪一步了，并统一提醒。做法是：先在下面建一次评价，得到一个加入码；把加入码发给各单位，秘书在“我的”里输入，就出现在这里。您只看得到每件事的状态，看不到别人的记录。
          </Text>
        )}
        <TextField
          id="cycle-title"
          label="评价的名称"
          placeholder="评价的名称，如：2026 年星级评价"
          value={title}
          onChange={setTitle}
        />
        <ChoiceInput
          id="cycle-rubric"
          label="按哪一套标准"
          value={rubric}
          groups={[
            {
              label: '',
              choices: standards.map(({ reference, rubric: one }) => ({
                id: reference,
                label: reference === one.id ? one.title : `${one.title}（${one.edition} 版）`,
              })),
            },
          ]}
          onChange={setRubric}
        />
        <Action
          id="create-cycle"
          tone={isFirst ? 'main' : 'quiet'}
          text="建好，给我加入码"
          disabled={busy || title.trim() === ''}
          onPress={() => {
            void organiser.create(title.trim(), rubric)
            setTitle('')
          }}
        />
      </View>
    </Block>
  )
}
