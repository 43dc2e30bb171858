import { Text, View } from '@tarojs/components'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { LayerBar } from '../../components/LayerBar'
import { Line } from '../../components/Line'
import { Stepper } from '../../components/Stepper'
import { app } from '../../data/use-app'
import { without } from '../without'
import { domId, points } from '../words'
import { itemView, type JudgedLine, type RecordLine } from './item-view'
import type { Explained } from './use-card'
import './Item.scss'

/** Points as an assessment takes them: two decimals, not above the part's maximum. */
const withinPart = (given: number, maximum: number) => Math.min(maximum, Math.max(0, Math.round(given * 100) / 100))

/** One row of the official table, explained: its clause, how it is read, what counted, what did not and why. */
export function Item({ workspace, reference, rubric, card, moment, query }: Explained) {
  const assessment = workspace.assessment(reference)
  const view = itemView(query.item ?? '', {
    card,
    rubric,
    catalog: workspace.catalog,
    record: (id) => workspace.book.get(id)?.record,
    selfAssessment: assessment.selfAssessment,
    why: workspace.scores.why(reference, moment, query.item ?? ''),
    today: app.today(),
  })
  if (!view) return null
  const assess = ({ part, maximum }: JudgedLine, given: number | undefined) => {
    const selfAssessment =
      given === undefined
        ? without(assessment.selfAssessment, part)
        : { ...assessment.selfAssessment, [part]: withinPart(given, maximum) }
    void workspace.assess(reference, { ...assessment, selfAssessment })
  }
  return (
    <View id={`item-${domId(view.id)}-page`}>
      <Text className="item__title">{`${view.id} ${view.title}`}</Text>
      <View className="item__figures">
        {view.figures.map((one) => (
          <View key={one.name} className="item__figure">
            <Text className="item__name">{one.name}</Text>
            <Text className="item__points">{one.points}</Text>
          </View>
        ))}
      </View>
      <LayerBar layers={view.layers} />
      <Text className="item__outcome">{[view.outcome, view.maximum].filter(Boolean).join('。')}</Text>
      {view.risks.map((risk) => (
        <Text key={risk} className="item__risk">
          {risk}
        </Text>
      ))}
      {view.why.length > 0 && (
        <Block title="为什么是这个分">
          {view.why.map((one) => (
            <Text key={one} className="item__reading">
              {one}
            </Text>
          ))}
        </Block>
      )}
      <Block title="官方条款">
        <Text className="item__clause">{view.clause}</Text>
      </Block>
      {(view.reading || view.apportioned) && (
        <Block title="怎么理解">
          {view.reading && <Text className="item__reading">{view.reading}</Text>}
          {view.apportioned && (
            <Text className="item__reading">官方文件没有写明这一项多少分，这里按本部分各项平均分摊。</Text>
          )}
        </Block>
      )}
      {view.judged.length > 0 && (
        <Block title="专家打分，先自评">
          {view.judged.map((part) => (
            <View key={part.part} className="item__judged">
              <Text className="item__reading">{`${part.label}，最多 ${points(part.maximum)} 分。自评分算进“预估”，有相关记录才有效。`}</Text>
              <Stepper
                id={`assess-${domId(part.part)}`}
                label={`自评${part.label}`}
                value={part.given}
                unit="分"
                min={0}
                max={part.maximum}
                decimal
                onChange={(given) => assess(part, given)}
              />
            </View>
          ))}
        </Block>
      )}
      <RecordBlock title="计入的记录" empty="还没有记录计入这一项。" lines={view.counted} more={view.moreCounted} />
      {view.notCounted.length > 0 && (
        <RecordBlock title="没有计入，为什么" lines={view.notCounted} more={view.moreNotCounted} />
      )}
      {(view.missing.length > 0 || view.next.length > 0) && (
        <Block title="还缺什么">
          {view.missing.map((one) => (
            <Line key={one} title={one} />
          ))}
          {view.next.map((one) => (
            <Line key={one.action} title={one.action} figure={one.figure} />
          ))}
        </Block>
      )}
      {view.kinds.length > 0 && (
        <Block title="记一条">
          <View className="item__kinds">
            {view.kinds.map((kind) => (
              <Action
                key={kind.id}
                id={`add-${kind.id}`}
                tone="quiet"
                text={kind.label}
                label={`记一条${kind.label}`}
                onPress={() => platform.navigation.open(`/pages/edit/index?kind=${kind.id}`)}
              />
            ))}
          </View>
        </Block>
      )}
    </View>
  )
}

function RecordBlock({
  title,
  empty,
  lines,
  more,
}: {
  title: string
  empty?: string
  lines: RecordLine[]
  more: number
}) {
  return (
    <Block title={title} aside={lines.length > 0 ? `${lines.length + more} 条` : undefined}>
      {lines.length === 0 && <Text className="item__empty">{empty}</Text>}
      {lines.map((line, at) => (
        <Line
          key={`${at}-${line.record}`}
          title={line.title}
          note={line.note}
          figure={line.figure}
          onPress={line.record ? () => platform.navigation.open(`/pages/record/index?id=${line.record}`) : undefined}
        />
      ))}
      {more > 0 && <Text className="item__empty">另有 {more} 条，见记录列表。</Text>}
    </Block>
  )
}
