import { Text, View } from '@tarojs/components'
import { usualEfforts } from '@xingji/shared'
import { useEffect, useState } from 'react'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { Line } from '../../components/Line'
import { Sheet } from '../../components/Sheet'
import { Stepper } from '../../components/Stepper'
import { app, useSignal } from '../../data/use-app'
import type { Explained } from '../explain/use-card'
import { without } from '../without'
import { aimOf, pathView, targetOf, type PathLine, type PathView } from './path-view'
import './Path.scss'

/** Milliseconds of rest before a changed goal or effort is planned for. */
const rest = 200
const usual = [
  { id: 'hold', label: '办一次活动' },
  { id: 'state', label: '办成并登记一件事' },
  { id: 'file', label: '补报一份材料' },
]

/** The cheapest way to the next star, or to a total of one's own choice. */
export function Path({ workspace, reference, rubric, card, moment }: Explained) {
  const aim = aimOf(rubric, card)
  const efforts = useSignal(workspace.efforts.value)
  const [goal, setGoal] = useState(aim?.first)
  const [view, setView] = useState<PathView>()
  const [step, setStep] = useState<PathLine>()
  useEffect(() => {
    let current = true
    // The page is there before the search begins: it may take a moment on an old phone.
    platform.clock.after(rest, () => {
      if (!current || !aim || goal === undefined) return
      const path = workspace.scores.path(reference, moment, targetOf(aim, goal), efforts)
      setView(pathView(path, aim, goal, app.today()))
    })
    return () => {
      current = false
    }
    // The card stands for all that the plan rests on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [card, goal, efforts])
  if (!aim) {
    const words = rubric.maximum > 0 ? '已经到顶了，没有更高的目标。' : '这套标准不打分，没有目标分可定。'
    return <Text id="path-none">{words}</Text>
  }
  const setEffort = (id: string, hours: number | undefined) =>
    void workspace.efforts.set(hours === undefined ? without(efforts, id) : { ...efforts, [id]: Math.max(0, hours) })
  return (
    <View id="path">
      <View className="path__goal">
        <Text>目标</Text>
        <Stepper
          id="path-goal"
          label="目标"
          value={goal}
          unit={aim.unit}
          min={aim.min}
          max={aim.max}
          onChange={setGoal}
        />
      </View>
      <Text id="path-headline" className="path__headline">
        {view?.headline ?? '正在算最省力的办法…'}
      </Text>
      {view && <Text className="path__words">{view.words}</Text>}
      {view && view.lines.length > 0 && (
        <Block title="一步一步来" id="path-steps">
          {view.lines.map((line, at) => (
            <Line
              key={line.id}
              id={`path-step-${at}`}
              title={line.title}
              note={line.note}
              figure={line.figure}
              onPress={() => setStep(line)}
            />
          ))}
        </Block>
      )}
      <Block title="一般要花多少时间">
        <Text className="path__words">按您单位的实际改，改了就按新的算，下次还记得。</Text>
        {usual.map(({ id, label }) => (
          <View key={id} className="path__effort">
            <Text>{label}</Text>
            <Stepper
              id={`effort-${id}`}
              label={label}
              value={efforts[id] ?? usualEfforts[id]}
              unit="小时"
              min={0}
              max={999}
              decimal
              onChange={(hours) => setEffort(id, hours)}
            />
          </View>
        ))}
      </Block>
      <Sheet open={step !== undefined} title={step?.title ?? ''} onClose={() => setStep(undefined)}>
        {step && (
          <View className="path__effort">
            <Text>这一件做一次要花</Text>
            <Stepper
              id="effort-step"
              label="做一次要花"
              value={efforts[step.id] ?? step.each}
              unit="小时"
              min={0}
              max={999}
              decimal
              onChange={(hours) => setEffort(step.id, hours)}
            />
            {step.record !== undefined && (
              <Action
                id="path-record"
                tone="quiet"
                text="做好了，去记一条"
                onPress={() => platform.navigation.open(`/pages/edit/index?kind=${step.record}`)}
              />
            )}
          </View>
        )}
      </Sheet>
    </View>
  )
}
