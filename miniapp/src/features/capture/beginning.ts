import { indexCatalog, type FlatRecord } from '@xingji/shared'
import { canonical } from '../../data/content'
import type { Workspace } from '../../data/workspace'
import { blankDraft } from './draft'
import { lastOf, repeated } from './usual'

/** What a form is opened with: a kind, a record to edit, a draft to go on with, or a record to repeat. */
export interface Beginning {
  kind?: string
  id?: string
  draft?: string
  like?: string
  /** What a new record already says, as JSON. */
  given?: string
  /** Which content an edit begins with, where an unfinished one was found. */
  take?: 'record' | 'draft'
}

export interface Begun {
  draft: FlatRecord
  /** What the record that is edited says now, in canonical form; absent for a new record. */
  over?: string
  /** `resumed`: the form goes on with it. `aside`: the record has changed since, and the form begins with the record. */
  unfinished?: 'resumed' | 'aside'
  /** The last record of the same kind, whose numbers are offered. */
  last?: FlatRecord
}

/** What the form begins with; undefined where there is nothing to begin. */
export function beginning(
  workspace: Pick<Workspace, 'book' | 'catalog' | 'drafts'>,
  { kind, id, draft, like, given, take }: Beginning,
  newId: string,
  today: string,
): Begun | undefined {
  const index = indexCatalog(workspace.catalog)
  if (id !== undefined) return editOf(workspace, id, take)
  if (draft !== undefined) {
    const found = workspace.drafts.get(draft)
    return found && { draft: found.record, last: lastOf(workspace.book.living(), String(found.record.kind)) }
  }
  const source = like === undefined ? undefined : workspace.book.get(like)?.record
  const found = index.kind(String(source?.kind ?? kind))
  if (!found) return undefined
  return {
    draft: source ? repeated(source, found, newId, today) : { ...blankDraft(found, newId, today), ...readGiven(given) },
    last: lastOf(workspace.book.living(), found.id),
  }
}

function editOf(
  { book, drafts }: Pick<Workspace, 'book' | 'drafts'>,
  id: string,
  take?: 'record' | 'draft',
): Begun | undefined {
  const entry = book.get(id)
  if (!entry) return undefined
  const begun: Begun = { draft: entry.record, over: canonical(entry.record) }
  const unfinished = drafts.get(id)
  if (!unfinished || take === 'record') return begun
  // What others changed since must not be overwritten unseen.
  if (take !== 'draft' && unfinished.over !== begun.over) return { ...begun, unfinished: 'aside' }
  return { ...begun, draft: unfinished.record, unfinished: 'resumed' }
}

/** WeChat hands a page's query over as it was written, the browser taken apart. */
function readGiven(given: string | undefined): Partial<FlatRecord> {
  for (const text of [given ?? '', decodeSafely(given ?? '')])
    try {
      return JSON.parse(text) as Partial<FlatRecord>
    } catch {
      // The other form is tried next; a query nobody can read begins an empty form.
    }
  return {}
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
