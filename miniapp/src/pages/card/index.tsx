import { Text, View } from '@tarojs/components'
import { serialiseScorecard } from '@xingji/shared'
import { platform } from '#platform'
import { Action } from '../../components/Action'
import { Block } from '../../components/Block'
import { notice } from '../../data/notice'
import { useCard } from '../../features/explain/use-card'
import { Page } from '../../features/look/Page'
import './index.scss'

/** The public scorecard as bytes, to compare with the server's and the command line's. */
export default function CardPage() {
  const explained = useCard()
  if (!explained) return <Page title="评分卡原文" />
  const text = serialiseScorecard(explained.card)
  const copy = () =>
    void platform.clipboard.copy(text).then(
      () => notice.set({ text: '评分卡已复制' }),
      () => notice.set({ text: '没有复制成功，请长按文字自己选取' }),
    )
  return (
    <Page title="评分卡原文">
      <Block title={explained.rubric.title} aside={`算到 ${explained.moment.asOf}`}>
        <View className="card__copy">
          {platform.clipboard.supported && <Action id="copy-card" tone="quiet" text="复制" onPress={copy} />}
        </View>
        <Text id="scorecard-text" className="card__text" userSelect>
          {text}
        </Text>
      </Block>
    </Page>
  )
}
