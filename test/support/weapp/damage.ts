import type { Dist } from './dist.js'

export interface Damage {
  name: string
  /** Returns the damaged texts; a file left out is gone. */
  apply(texts: Readonly<Record<string, string>>): Record<string, string>
}

const edit = (name: string, file: string, change: (text: string) => string): Damage => ({
  name,
  apply: (texts) => ({ ...texts, [file]: change(texts[file] ?? '') }),
})

const remove = (name: string, gone: (file: string) => boolean): Damage => ({
  name,
  apply: (texts) => Object.fromEntries(Object.entries(texts).filter(([file]) => !gone(file))),
})

/** Ways in which a build has gone wrong before; a suite that lets one pass proves nothing. `page` is the first page. */
export const damages = (page: string): Damage[] => [
  edit('buttons and views lose their tap', 'base.wxml', (text) => text.replace(/ bindtap="eh"/g, '')),
  edit('the page template is empty', `${page}.wxml`, () => ''),
  remove('a page of app.json is missing', (file) => file.startsWith(`${page}.`)),
  edit('a template has an unclosed tag', `${page}.wxml`, (text) => `${text}<view>`),
  edit('a script makes code out of text', 'app.js', (text) => `${text}\nnew Function("return 1")()`),
  edit('the nested component no longer declares itself', 'comp.json', () => '{"component":true}'),
]

/** The damaged package; throws when the damage changed nothing. */
export function damage(dist: Dist, { name, apply }: Damage): Dist {
  const texts = apply(dist.texts)
  if (JSON.stringify(texts) === JSON.stringify(dist.texts)) throw new Error(`"${name}" finds nothing to damage`)
  const sizes = Object.fromEntries(
    Object.entries(dist.sizes).filter(([file]) => file in texts || !(file in dist.texts)),
  )
  return { texts, sizes }
}
