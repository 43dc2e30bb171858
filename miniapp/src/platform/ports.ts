import type { WorkbookReading } from '@xingji/shared/workbook'
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
  /** Carries the pages for people at a desk, such as an organiser's. */
  deskPages: boolean
  store: TextStore
  files: FileStore
  keepsake: Keepsake
  media: MediaPort
  viewer: ViewerPort
  http: Http
  wechatLogin: WechatLogin
  network: NetworkPort
  updates: UpdatePort
  system: SystemPort
  navigation: NavigationPort
  clipboard: ClipboardPort
  tables: TablePort
  subscription: SubscriptionPort
  phoneCalendar: PhoneCalendarPort
  clock: Clock
  random(length: number): Promise<Uint8Array>
  /** Address of the server's API, without a final slash; empty when this build knows none. */
  apiBase: string
  DayInput: ComponentType<DayInputProps>
  ChoiceInput: ComponentType<ChoiceInputProps>
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

/** One small text kept apart from the stores, where it may outlive them: enough to tell that something was there. */
export interface Keepsake {
  read(): Promise<string | undefined>
  write(text: string): Promise<void>
}

/** There is no room left for what was to be written. */
export class StorageFull extends Error {}

/** Bytes under keys such as `a/b/c.jpg`, beside the texts. A write is whole or not at all. */
export interface FileStore {
  readonly supported: boolean
  /** Bytes all files together may take; undefined where only a failing write tells. */
  readonly capacity?: number
  keys(prefix: string): Promise<string[]>
  read(key: string): Promise<Uint8Array | undefined>
  /** Rejects with `StorageFull` when there is no room. */
  write(key: string, bytes: Uint8Array): Promise<void>
  remove(key: string): Promise<void>
  /** Sends the bytes under a key to a server that takes them. Answers and rejects like `Http`. */
  upload(key: string, to: UploadTarget): Promise<HttpAnswer>
  /** An address at which an image on screen can show the file, until it is released; undefined when it is not there. */
  address(key: string): Promise<{ url: string; release: () => void } | undefined>
}

export interface UploadTarget {
  url: string
  headers: Record<string, string>
  /** Called with the part sent, 0 to 1. */
  onProgress: (part: number) => void
}

/** Where evidence can be had from: the camera, the phone's pictures, a file from a chat, a file of the computer. */
export type MediaSource = 'camera' | 'album' | 'chat' | 'disk'

/** A file the person chose. It may be gone after a restart: read and keep it at once. */
export interface Picked {
  /** Empty where the device gives none worth showing. */
  name: string
  /** Bytes before a picture is made smaller. */
  size: number
  picture: boolean
  /** The bytes, of a picture made small enough to send; undefined when the device cannot read it. */
  read(): Promise<Uint8Array | undefined>
}

/** Taking and choosing evidence. */
export interface MediaPort {
  readonly sources: readonly MediaSource[]
  /** At most `most` files, none when the person changed their mind; rejects when the device does not allow it. */
  pick(source: MediaSource, most: number): Promise<Picked[]>
}

/** Shows a file in whatever the device has for it; rejects when it cannot. */
export interface ViewerPort {
  open(file: { key: string } | { url: string }, name: string): Promise<void>
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
  /** When the server answered, by its own clock; milliseconds since 1970. */
  at?: number
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

export interface UpdatePort {
  /** Calls back once a newer version of the app lies ready on the device. */
  onReady(callback: () => void): void
  /** Starts the newer version; the one that runs ends at once. */
  restart(): void
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

/** WeChat's one-time messages: one acceptance pays for one message. */
export interface SubscriptionPort {
  readonly supported: boolean
  /** Asks for one; only within a tap, before anything is awaited. */
  ask(template: string): Promise<'accept' | 'reject' | 'ban' | 'filter'>
}

export interface PhoneCalendarPort {
  readonly supported: boolean
  /** Adds an all-day entry; only within a tap. An entry that was added is not updated later. */
  add(entry: { title: string; day: Date; notes: string }): Promise<void>
}

export interface Clock {
  /** Milliseconds since 1970, as the device believes. */
  now(): number
  after(milliseconds: number, callback: () => void): void
}

/** A file someone chose, not read yet. */
export interface ChosenFile {
  name: string
  bytes(): Promise<Uint8Array>
}

/** Tables of people's own, where there is room to mend one: a wide screen. */
export interface TablePort {
  readonly supported: boolean
  /** Lets someone choose a table file; undefined when they choose none. */
  choose(): Promise<ChosenFile | undefined>
  read(file: ChosenFile): Promise<WorkbookReading>
}

export interface ChoiceInputProps {
  id: string
  label: string
  value: string
  /** Choices under headings; a heading may be empty. */
  groups: readonly { label: string; choices: readonly { id: string; label: string }[] }[]
  onChange(choice: string): void
}

export interface DayInputProps {
  id: string
  /** `YYYY-MM-DD`, or empty. */
  value: string
  placeholder: string
  label: string
  onChange(day: string): void
}
