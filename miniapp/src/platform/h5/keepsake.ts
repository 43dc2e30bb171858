import type { Keepsake } from '../ports'

const key = 'xingji-known'

/** The browser's small store: it is often still there when the large one was emptied. */
export const h5Keepsake: Keepsake = {
  // Looking at it may already be refused.
  read: () => Promise.resolve().then(() => window.localStorage.getItem(key) ?? undefined),
  write: (text) => Promise.resolve().then(() => window.localStorage.setItem(key, text)),
}
