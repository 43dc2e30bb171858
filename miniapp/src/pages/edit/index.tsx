import { Text, View } from '@tarojs/components'
import { Action } from '../../components/Action'
import { app, useWorkspace } from '../../data/use-app'
import { QuickStart } from '../../features/capture/QuickStart'
import { Unfinished } from '../../features/capture/Unfinished'
import { KindChoice } from '../../features/capture/KindChoice'
import { RecordForm } from '../../features/capture/RecordForm'
import { WorthBar } from '../../features/capture/WorthBar'
import { keepAsTemplate } from '../../features/capture/use-templates'
import { useHeadCount } from '../../features/capture/use-head-count'
import { useCapture } from '../../features/capture/use-capture'
import { Page } from '../../features/look/Page'
import { useStart } from '../../features/use-chosen'
import { usePageQuery } from '../../platform/page'
import './index.scss'

export default function EditPage() {
  useStart()
  const { workspace } = useWorkspace()
  const query = usePageQuery()
  const { id, kind: asked, draft: resumed, like, with: given } = query
  const { kind, draft, last, unfinished, problems, saving, failed, change, begin, save } = useCapture(workspace, {
    id,
    kind: asked,
    draft: resumed,
    like,
    given,
  })
  const onCount = useHeadCount(workspace, kind, draft, change)
  if (!workspace) return <Page title="记一笔" />
  if (!kind || !draft) {
    return (
      <Page title="记一笔">
        {!id && !asked && !resumed && !like && (
          <>
            <QuickStart workspace={workspace} onBegin={begin} />
            <KindChoice catalog={workspace.catalog} onChoose={(one) => begin({ kind: one })} />
          </>
        )}
      </Page>
    )
  }
  const foot = (
    <View className="edit__foot">
      {problems.length === 0 && <WorthBar workspace={workspace} kind={kind} draft={draft} />}
      {failed && (
        <Text id="save-failed" className="edit__problem">
          没有存下来，可能是空间不够。请先不要离开这一页，清理一些空间后再点保存。
        </Text>
      )}
      {problems.length > 0 && (
        <Text id="save-problem" className="edit__problem">
          {problems.length > 1 ? `有 ${problems.length} 处要改。` : ''}
          {problems[0]?.message}
        </Text>
      )}
      <Action id="save-record" text={saving ? '正在保存' : '保存'} disabled={saving} onPress={save} />
    </View>
  )
  return (
    <Page title={kind.label} foot={foot}>
      {unfinished && <Unfinished how={unfinished} onTake={(take) => begin({ id, take })} />}
      <RecordForm
        kind={kind}
        catalog={workspace.catalog}
        draft={draft}
        last={last}
        problems={problems}
        today={app.today()}
        onCount={onCount}
        onChange={change}
      />
      <View className="edit__template">
        <Action
          id="keep-template"
          tone="quiet"
          text="存为模板"
          label="存为模板，下次点一下就填好"
          onPress={() => void keepAsTemplate(workspace, draft)}
        />
      </View>
    </Page>
  )
}
