import type { Clock } from '../platform/ports'
import type { KnownPlaces } from './known-places'
import type { Workspace } from './workspace'

/**
 * Holds what the store has of a place against what was noted of it, and notes every change from now on. True where
 * neither has anything of it and the server may have.
 */
export async function countIn(
  known: KnownPlaces,
  workspace: Workspace,
  account: string,
  clock: Pick<Clock, 'now'>,
): Promise<boolean> {
  const { book, organisation, folder, online } = workspace
  const numbers = () => ({ ...book.count(), at: clock.now() })
  const now = numbers()
  const before = known.get(folder)
  // What is gone comes only from the beginning of the feed; a place that cannot be given up is held against again.
  if (before && before.records > now.records && !(await workspace.readAnew().then(done, failed))) return false
  known.found(folder, { account, organisation: organisation.name, local: !online, ...now })
  book.revision.subscribe(() => known.note(folder, numbers()))
  return !before && now.records === 0 && online
}

const done = (): boolean => true
const failed = (): boolean => false
