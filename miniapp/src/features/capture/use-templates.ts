import { indexCatalog, type FlatRecord } from '@xingji/shared'
import { useEffect, useState } from 'react'
import { notice } from '../../data/notice'
import { app } from '../../data/use-app'
import type { Workspace } from '../../data/workspace'
import { readTemplates, templateOf, withoutTemplate, withTemplate, writeTemplates, type Template } from './template'

const place = 'templates'

const read = async (workspace: Workspace) => readTemplates(await workspace.readAside(place))

/** The organisation's templates on this phone; undefined until they are read. */
export function useTemplates(workspace: Workspace) {
  const [templates, setTemplates] = useState<Template[]>()
  useEffect(() => {
    void read(workspace).then(setTemplates)
  }, [workspace])
  const keep = async (next: readonly Template[]) => {
    await workspace.writeAside(place, writeTemplates(next))
    setTemplates([...next])
  }
  /** Gone at once, and back in one tap. */
  const remove = async (one: Template, title: string) => {
    const before = await read(workspace)
    await keep(withoutTemplate(before, one.id))
    notice.set({ text: `去掉了模板“${title}”`, undo: () => void keep(before) })
  }
  return { templates, remove }
}

/** Keeps a record's lasting part as a template. */
export async function keepAsTemplate(workspace: Workspace, record: FlatRecord): Promise<void> {
  const kind = indexCatalog(workspace.catalog).kind(String(record.kind))
  if (!kind) return
  const before = await read(workspace)
  const write = (next: readonly Template[]) => workspace.writeAside(place, writeTemplates(next))
  try {
    await write(withTemplate(before, templateOf(record, kind, await app.newId())))
    notice.set({ text: '已存为模板（只在这台设备上），“记一笔”里点一下就能用', undo: () => void write(before) })
  } catch {
    notice.set({ text: '没有存下来，可能是空间不够。' })
  }
}
