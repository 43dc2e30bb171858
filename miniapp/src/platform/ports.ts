import type { ComponentType } from 'react'

/**
 * What the app asks of the device. One adapter each for WeChat and the browser stands behind it; nothing else in the app
 * calls the device. `supported` is said by the adapter, never guessed from what a call answers.
 */
export interface Platform {
  name: 'weapp' | 'h5'
  /** The attribute that names what an element is to a screen reader. */
  roleAttribute: 'aria-role' | 'role'
  /** The system draws a title bar with a way back above each page. */
  drawsTitleBar: boolean
  store: TextStore
  http: Http
  wechatLogin: WechatLogin
  network: NetworkPort
  system: SystemPort
  navigation: NavigationPort
  clipboard: ClipboardPort
  clock: Clock
  random(length: number): Promise<Uint8Array>
  /** Address of the server's API, without a final slash; empty when this build knows none. */
  apiBase: string
  DayInput: ComponentType<DayInputProps>
}

/** Texts under keys such as `a/b/c`. A write is atomic: a reader finds the old text or the new one, never a part. */
export interface TextStore {
  readonly supported: boolean
  /** All texts whose key begins with `prefix`, by key. */
  readAll(prefix: string): Promise<Map<string, string>>
  read(key: string): Promise<string | undefined>
  write(key: string, text: string): Promise<void>
  remove(key: string): Promise<void>
}

export interface HttpRequest {
  /** WeChat knows no PATCH. */
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
}

export interface HttpAnswer {
  status: number
  body: string
}

/** Answers with whatever status the server gave; rejects only when no answer came. */
export interface Http {
  send(request: HttpRequest): Promise<HttpAnswer>
}

export interface WechatLogin {
  readonly supported: boolean
  /** A one-time code for the server to exchange. */
  code(): Promise<string>
}

export interface NetworkPort {
  /** Calls back when a network appears. It is not a promise that the server can be reached. */
  onAvailable(callback: () => void): void
}

export interface SystemLook {
  theme: 'light' | 'dark'
  /** Text size of the system relative to its ordinary one. */
  textScale: number
}

export interface SystemPort {
  look(): SystemLook
  onLookChange(callback: () => void): void
  /** Paints what lies outside our own views: the window's ground and the system's title bar. */
  paint(ground: string, theme: 'light' | 'dark'): void
}

export interface NavigationPort {
  open(address: string): void
  back(): void
  /** Shows the page from its beginning, when other content took the place of what was scrolled. */
  toTop(): void
}

export interface ClipboardPort {
  readonly supported: boolean
  copy(text: string): Promise<void>
}

export interface Clock {
  /** Milliseconds since 1970, as the device believes. */
  now(): number
  after(milliseconds: number, callback: () => void): void
}

export interface DayInputProps {
  id: string
  /** `YYYY-MM-DD`, or empty. */
  value: string
  placeholder: string
  label: string
  onChange(day: string): void
}
