import type { Phone } from '../phone.js'
import type { LogicRealm } from '../realm.js'
import { type Api, type ApiMaker, WxError } from './api.js'
import type { WxRequest, WxResponse } from './network.js'

type Options = Record<string, unknown> & { url: string; header?: Record<string, string>; timeout?: number }
type Progress = (state: { progress: number; totalBytesSent: number; totalBytesExpectedToSend: number }) => void
const defaultTimeout = 60_000

/** `wx.uploadFile` and `wx.downloadFile`: whole files, with a task that tells how far they have come. */
export function transferApi(make: ApiMaker, phone: Phone, realm: LogicRealm): Api {
  const transfer = (
    name: string,
    work: (options: Options, task: Task) => Promise<object>,
  ): ((options: Options) => unknown) => {
    return (options) => {
      const task = new Task(realm)
      const run = make.later(name, (given: Options) => within(given.timeout ?? defaultTimeout, task, work(given, task)))
      const promise = run(options)
      return promise instanceof Promise ? Object.assign(promise, task.api) : task.api
    }
  }
  const send = (request: WxRequest, task: Task): Promise<WxResponse> => phone.network.send(request, task.abort.signal)

  const upload = async (options: Options, task: Task): Promise<object> => {
    const path = String(options.filePath)
    if (!phone.files.has(path)) throw new WxError('file not found')
    if (typeof options.name !== 'string') throw new WxError('parameter error: parameter.name should be String')
    const bytes = phone.files.read(path)
    const form = new FormData()
    for (const [key, value] of Object.entries((options.formData as object | undefined) ?? {}))
      form.append(key, String(value))
    form.append(options.name, new Blob([new Uint8Array(bytes)]), path.slice(path.lastIndexOf('/') + 1))
    // What a browser would send: its own boundary in the type, the form as bytes.
    const packed = new Response(form)
    const header = { ...options.header, 'content-type': packed.headers.get('content-type') ?? '' }
    const body = Buffer.from(await packed.arrayBuffer())
    task.tell(50, bytes.length)
    const { statusCode, bytes: answer } = await send({ url: options.url, method: 'POST', header, body }, task)
    task.tell(100, bytes.length)
    return { statusCode, data: answer.toString('utf8') }
  }
  const download = async (options: Options, task: Task): Promise<object> => {
    const request = { url: options.url, method: 'GET', header: options.header ?? {} }
    const { statusCode, bytes, header } = await send(request, task)
    const name = /filename="?([^";]+)/.exec(header['content-disposition'] ?? '')?.[1] ?? 'file.bin'
    return { statusCode, tempFilePath: phone.files.addTemporary(bytes, name.slice(name.lastIndexOf('.') + 1)) }
  }
  return { uploadFile: transfer('uploadFile', upload), downloadFile: transfer('downloadFile', download) }
}

/** What a call hands back at once. */
class Task {
  readonly abort = new AbortController()
  private readonly listeners: Progress[] = []
  readonly api = {
    abort: () => this.abort.abort(),
    onProgressUpdate: (listener: Progress) => void this.listeners.push(listener),
    offProgressUpdate: () => undefined,
    onHeadersReceived: () => undefined,
    offHeadersReceived: () => undefined,
  }

  constructor(private readonly realm: LogicRealm) {}

  tell(progress: number, total: number): void {
    const state = { progress, totalBytesSent: (total * progress) / 100, totalBytesExpectedToSend: total }
    for (const listener of this.listeners) this.realm.guard('onProgressUpdate', () => listener(this.realm.own(state)))
  }
}

async function within(milliseconds: number, { abort }: Task, work: Promise<object>): Promise<object> {
  const timer = setTimeout(() => abort.abort(new WxError('timeout', 5)), milliseconds)
  try {
    return await work
  } catch (error) {
    throw abort.signal.reason instanceof WxError ? abort.signal.reason : error
  } finally {
    clearTimeout(timer)
  }
}
