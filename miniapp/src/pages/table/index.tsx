import { useMemo } from 'react'
import { useWorkspace } from '../../data/use-app'
import { Page } from '../../features/look/Page'
import { TableImport } from '../../features/tables/TableImport'
import { rubricsInUse, useChosenRubric, useStart } from '../../features/use-chosen'

/** Records from a table people kept before: for a wide screen. */
export default function TablePage() {
  useStart()
  const { workspace } = useWorkspace()
  const chosen = useChosenRubric()
  const followed = workspace?.followed.join(' ')
  const rubrics = useMemo(() => {
    void followed
    if (!workspace) return []
    return rubricsInUse(workspace, chosen).map(({ reference, rubric }) => ({ id: reference, title: rubric.title }))
  }, [workspace, chosen, followed])
  if (!workspace) return <Page title="从表格导入" />
  return <TableImport workspace={workspace} rubrics={rubrics} />
}
