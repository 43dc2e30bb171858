import { isArrayBuffer, type LogicRealm } from '../realm.js'
import { type Api, type ApiMaker, WxError } from './api.js'

/** WeChat sends no other; PATCH is not among them. */
const methods = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']
const defaultTimeout = 60_000

export interface WxRequest {
  url: string
  method: string
  header: Record<string, string>
  body?: string | Buffer
}
export interface WxResponse {
  statusCode: number
  header: Record<string, string>
  bytes: Buffer
}
export type Send = (request: WxRequest) => Promise<WxResponse>

export type NetworkType = 'wifi' | '4g' | 'none'

/** The phone's connection: which servers it reaches, whether it is up, and what goes wrong on the way. */
export class Network {
  private kind: NetworkType = 'wifi'
  private readonly listeners = new Set<(status: { isConnected: boolean; networkType: NetworkType }) => void>()
  /** Stands between the app and the server when set: may delay, drop or answer by itself. */
  interfere?: (request: WxRequest, send: Send) => Promise<WxResponse>

  /** `route` gives the address really asked for one the app names, or undefined where WeChat would refuse the host. */
  constructor(readonly route: (url: string) => string | undefined) {}

  get type(): NetworkType {
    return this.kind
  }

  set type(type: NetworkType) {
    this.kind = type
    for (const listener of this.listeners) listener({ isConnected: type !== 'none', networkType: type })
  }

  listen(listener: (status: { isConnected: boolean; networkType: NetworkType }) => void): void {
    this.listeners.add(listener)
  }

  forget(): void {
    this.listeners.clear()
  }

  async send(request: WxRequest, signal: AbortSignal): Promise<WxResponse> {
    if (this.kind === 'none') throw new WxError('net::ERR_INTERNET_DISCONNECTED', 600001)
    const send: Send = (sent) => this.fetch(sent, signal)
    return this.interfere ? this.interfere(request, send) : send(request)
  }

  private async fetch({ url, method, header, body }: WxRequest, signal: AbortSignal): Promise<WxResponse> {
    const address = this.route(url)
    if (!address) throw new WxError('url not in domain list', 600002)
    const init = { method, headers: header, signal, redirect: 'follow' as const }
    const response = await fetch(address, body === undefined ? init : { ...init, body: body as BodyInit })
    return {
      statusCode: response.status,
      header: Object.fromEntries(response.headers),
      bytes: Buffer.from(await response.arrayBuffer()),
    }
  }
}

type RequestOptions = Record<string, unknown> & {
  url: string
  method?: string
  data?: unknown
  header?: Record<string, string>
  timeout?: number
  dataType?: string
  responseType?: string
}

export function networkApi(make: ApiMaker, network: Network, realm: LogicRealm): Api {
  const request = (options: RequestOptions): unknown => {
    const abort = new AbortController()
    const run = make.later('request', (given: RequestOptions) => perform(network, given, abort))
    const promise = run(options)
    const task = {
      abort: () => abort.abort(),
      onHeadersReceived: () => undefined,
      offHeadersReceived: () => undefined,
      onChunkReceived: () => undefined,
      offChunkReceived: () => undefined,
    }
    return promise instanceof Promise ? Object.assign(promise, task) : task
  }
  const status = (): object => ({ networkType: network.type, isConnected: network.type !== 'none' })
  return {
    request,
    getNetworkType: make.later('getNetworkType', status),
    onNetworkStatusChange: (listener: (status: object) => void) =>
      network.listen((change) => realm.guard('onNetworkStatusChange', () => listener(realm.own(change)))),
    offNetworkStatusChange: () => network.forget(),
  }
}

async function perform(network: Network, options: RequestOptions, abort: AbortController): Promise<object> {
  const method = (options.method ?? 'GET').toUpperCase()
  if (!methods.includes(method)) throw new WxError(`method ${method} is not supported`)
  const request = { method, ...content(method, options) }
  const timer = setTimeout(() => abort.abort(new WxError('timeout', 5)), options.timeout ?? defaultTimeout)
  try {
    const { statusCode, header, bytes } = await network.send(request, abort.signal)
    return { statusCode, header, cookies: [], data: parse(bytes, options) }
  } catch (error) {
    throw abort.signal.reason instanceof WxError ? abort.signal.reason : error
  } finally {
    clearTimeout(timer)
  }
}

function content(method: string, { url, data, header = {} }: RequestOptions): Omit<WxRequest, 'method'> {
  const named = Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]))
  const headers = { 'content-type': 'application/json', ...named }
  if (data === undefined || data === null) return { url, header: headers }
  if (isArrayBuffer(data)) return { url, header: headers, body: Buffer.from(new Uint8Array(data)) }
  if (typeof data === 'string') return { url, header: headers, body: data }
  if (method !== 'GET' && headers['content-type'].startsWith('application/json')) {
    return { url, header: headers, body: JSON.stringify(data) }
  }
  const fields = new URLSearchParams(Object.entries(data as object).map(([key, value]) => [key, String(value)]))
  if (method === 'GET') return { url: `${url}${url.includes('?') ? '&' : '?'}${fields}`, header: headers }
  return { url, header: headers, body: fields.toString() }
}

function parse(bytes: Buffer, { dataType = 'json', responseType = 'text' }: RequestOptions): unknown {
  if (responseType === 'arraybuffer') return new Uint8Array(bytes).buffer
  const text = bytes.toString('utf8')
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
