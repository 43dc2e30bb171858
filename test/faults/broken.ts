import { Book } from '../../miniapp/src/data/book'
import type { HttpRequest } from '../../miniapp/src/platform/ports'
import type { Breakage } from './phone'
import type { GatedPorts } from './ports'

/** An app that is broken on purpose: what is wrong, and how it is made so. */
export interface BrokenApp {
  name: string
  breakage: Breakage
}

type Send = GatedPorts['http']['send']
const onTheWay = (change: (send: Send) => Send): Breakage => ({
  ports: ({ http }) => {
    http.send = change(http.send.bind(http))
  },
})
const recordPath = /\/records\/([0-9a-f-]{36})/

/** Faults that apps like this one have had. Each must be noticed. */
export const brokenApps: BrokenApp[] = [
  {
    name: 'a store that says done before it has written',
    breakage: {
      ports: ({ store }) => {
        const write = store.write.bind(store)
        store.write = (key, text) => {
          void write(key, text).catch(() => undefined)
          return Promise.resolve()
        }
      },
    },
  },
  {
    name: 'an outbox that names whatever revision the server has now as its base',
    breakage: onTheWay((send) => async (request) => {
      const answer = await send(request)
      const current = /"current":\{"id":"[^"]*","revision":(\d+)/.exec(answer.body)?.[1]
      if (answer.status !== 409 || current === undefined) return answer
      const url = request.url.replace(/base=\d+/, `base=${current}`)
      return send({ ...request, url, body: request.body?.replace(/"base":\d+/, `"base":${current}`) })
    }),
  },
  {
    name: 'a record that gets a new id when it is sent again',
    breakage: onTheWay((send) => {
      const tried = new Set<string>()
      return async (request) => {
        const id = recordPath.exec(request.url)?.[1]
        if (request.method !== 'PUT' || id === undefined) return send(request)
        const again = tried.has(id)
        tried.add(id)
        if (!again || !request.body?.includes('"base":0')) return send(request)
        const other = id.replace(/.{4}$/, tried.size.toString(16).padStart(4, '0'))
        const answer = await send(renamed(request, id, other))
        return { ...answer, body: answer.body.replaceAll(other, id) }
      }
    }),
  },
  {
    name: 'an app that calls received what it has only handed to the network',
    breakage: onTheWay((send) => (request) => {
      const id = recordPath.exec(request.url)?.[1]
      if (request.method !== 'PUT' || id === undefined) return send(request)
      const base = Number(/"base":(\d+)/.exec(request.body ?? '')?.[1] ?? 0)
      return send(request).catch(() => ({
        status: 200,
        body: JSON.stringify({ id, revision: base + 1, missingFiles: [] }),
      }))
    }),
  },
  {
    name: 'a start that throws away what it cannot read',
    breakage: {
      ports: ({ store }) => {
        const readAll = store.readAll.bind(store)
        store.readAll = async (prefix) => {
          const all = await readAll(prefix)
          for (const [key, text] of all) {
            if (!key.includes('/records') || text.includes('"version":1')) continue
            all.delete(key)
            await store.remove(key)
          }
          return all
        }
      },
    },
  },
  {
    name: 'a phone that begins its feed anew after a restored backup and compares nothing',
    breakage: onTheWay((send) => async (request) => {
      const answer = await send(request)
      if (!answer.body.includes('"cursorUnknown"')) return answer
      return send({ ...request, url: request.url.replace(/(after|known)=[^&]*/g, '') })
    }),
  },
  {
    name: 'a conflict that the last writer wins unseen',
    breakage: {
      book: () => {
        const change = Book.prototype.change
        Book.prototype.change = function (id, step) {
          return change.call(this, id, (before) => {
            const after = step(before)
            if (!after?.conflict) return after
            return { ...after, base: after.conflict.revision, dirty: true, conflict: undefined, outgoing: undefined }
          })
        }
        return () => {
          Book.prototype.change = change
        }
      },
    },
  },
]

const renamed = (request: HttpRequest, id: string, other: string): HttpRequest => {
  return { ...request, url: request.url.replace(id, other), body: request.body?.replaceAll(id, other) }
}
