import type { TextStore } from '../platform/ports'
import { Book } from './book'
import { parseDesk } from './desk'
import { nowhere } from './place'

/** The records of an organisation's folder. Where some have to be asked about, everything is compared the next time. */
export function openBook(store: TextStore, folder: string): Promise<Book> {
  return Book.open(store, `${folder}/records`, async () => {
    const desk = parseDesk(await store.read(`${folder}/desk`))
    await store.write(`${folder}/desk`, JSON.stringify({ ...desk, cursor: nowhere }))
  })
}
