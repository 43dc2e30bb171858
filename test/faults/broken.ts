import { Book } from '../../miniapp/src/data/book'
import type { HttpRequest } from '../../miniapp/src/platform/ports'
import type { Breakage } from './phone'
import type { Disk, GatedPorts } from './ports'
import { evenly, smooth } from './profile'

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
/** Both at work for long, and little else happens: they meet at one record. */
const twoAtWork: Breakage['shape'] = { steps: 500, trouble: 0.01, attach: 0, alone: 0 }
const together = (change: (send: Send) => Send): Breakage => ({ ...onTheWay(change), shape: twoAtWork })
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
    breakage: together((send) => async (request) => {
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
      shape: twoAtWork,
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
  {
    name: 'an app that calls a record received before its files are',
    breakage: {
      shape: { attach: 0.9, texts: smooth, files: evenly(0.5) },
      ...onTheWay((send) => async (request) => {
        const answer = await send(request)
        if (request.method !== 'PUT' || !recordPath.test(request.url)) return answer
        return { ...answer, body: answer.body.replace(/"missingFiles":\[[^\]]*\]/, '"missingFiles":[]') }
      }),
    },
  },
  {
    name: 'an app that believes the feed more than it says about files',
    breakage: {
      shape: { attach: 0.9, texts: smooth, files: evenly(0.5) },
      ...onTheWay((send) => async (request) => {
        const answer = await send(request)
        if (!/\/changes\?/.test(request.url)) return answer
        return { ...answer, body: answer.body.replaceAll('"state":"accepted"', '"state":"complete"') }
      }),
    },
  },
  {
    name: 'an app that calls a file received which it has only handed to the network',
    breakage: {
      shape: { attach: 0.9, texts: smooth, files: evenly(0.5) },
      ports: ({ files, disk }) => {
        const upload = files.upload.bind(files)
        files.upload = (key, to) =>
          upload(key, to).catch(() => ({
            status: 201,
            body: JSON.stringify({ hash: hashIn(key), size: 1, type: 'application/pdf', completed: idsIn(disk, key) }),
          }))
      },
    },
  },
  {
    name: 'a phone that loses a file which it says it has kept, when it is ended',
    breakage: {
      shape: { attach: 0.9, trouble: 0.2, texts: smooth },
      needs: 'kill',
      ports: ({ files }) => {
        const write = files.write.bind(files)
        files.write = (key, bytes) => {
          void write(key, bytes).catch(() => undefined)
          return Promise.resolve()
        }
      },
    },
  },
  {
    name: 'a phone that drops a file once it was sent, before the server has said so',
    breakage: {
      shape: { attach: 0.9, texts: smooth, files: evenly(0.5) },
      ports: ({ files }) => {
        const upload = files.upload.bind(files)
        files.upload = async (key, to) => {
          const sent = upload(key, to)
          await files.remove(key)
          return sent
        }
      },
    },
  },
  {
    name: 'a phone that makes room with files the server has not got',
    breakage: {
      shape: { attach: 0.9, trouble: 0.2, texts: smooth, files: evenly(0.7) },
      needs: 'narrow',
      ports: ({ files }) => {
        const write = files.write.bind(files)
        files.write = async (key, bytes) => {
          try {
            await write(key, bytes)
          } catch {
            const [other] = (await files.keys('accounts/')).filter((one) => one !== key)
            if (other !== undefined) await files.remove(other)
            await write(key, bytes)
          }
        }
      },
    },
  },
  {
    name: 'an adoption that leaves the files behind',
    breakage: {
      shape: { attach: 0.9, alone: 0.8, trouble: 0.08, texts: smooth },
      needs: 'change',
      ports: ({ files }) => {
        const keys = files.keys.bind(files)
        files.keys = async (prefix) => {
          const found = await keys(prefix)
          if (!prefix.startsWith('accounts/local/')) return found
          for (const key of found) await files.remove(key)
          return []
        }
      },
    },
  },
  {
    name: 'a record that is sent without its files',
    breakage: {
      shape: { attach: 0.9, texts: smooth, files: evenly(0.5) },
      ...onTheWay((send) => (request) => {
        if (request.method !== 'PUT' || !recordPath.test(request.url)) return send(request)
        return send({ ...request, body: request.body?.replace(/,"evidence":\[[^\]]*\]/, '') })
      }),
    },
  },
  {
    name: 'months that are read without what was written since',
    breakage: {
      shape: { trouble: 0.2 },
      needs: 'kill',
      ports: ({ store }) => {
        const readAll = store.readAll.bind(store)
        store.readAll = async (prefix) => {
          const all = await readAll(prefix)
          if (!prefix.endsWith('/records/')) return all
          const months = await readAll(prefix.replace('/records/', '/records-months/'))
          for (const [key] of all) {
            const id = key.slice(prefix.length)
            if ([...months.values()].some((text) => text.includes(`"id":"${id}"`))) all.delete(key)
          }
          return all
        }
      },
    },
  },
]

const hashIn = (key: string): string => /[0-9a-f]{64}/.exec(key)?.[0] ?? ''

/** Ids of the records on a disk that name the file of a key. */
const idsIn = (disk: Disk, key: string): string[] =>
  [...disk.texts].filter(([, text]) => text.includes(hashIn(key))).map(([place]) => place.slice(-36))

const renamed = (request: HttpRequest, id: string, other: string): HttpRequest => {
  return { ...request, url: request.url.replace(id, other), body: request.body?.replaceAll(id, other) }
}
