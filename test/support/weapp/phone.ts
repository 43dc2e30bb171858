import { type LaunchOptions, MiniApp } from './app.js'
import type { Dist } from './dist.js'
import type { Answers } from './wx/interface.js'
import { Files } from './wx/files.js'
import { Updates } from './wx/lifecycle.js'
import { Network } from './wx/network.js'
import { Storage } from './wx/storage.js'

export interface PhoneOptions {
  dist: Dist
  /** The address really asked for one the app names; undefined where WeChat would refuse the host. */
  route?: (url: string) => string | undefined
}

/** What outlives a run of the app: storage, files, the connection, and the person holding the phone. */
export class Phone {
  readonly storage = new Storage()
  readonly files = new Files()
  readonly network: Network
  readonly updates = new Updates()
  readonly answers: Answers = { modal: () => ({ confirm: true }), actionSheet: () => 0 }
  /** What `wx.login` hands out. */
  loginCode = () => 'code-1'
  /** How the person answers a request for a subscription message. */
  subscribes: (template: string) => string = () => 'accept'
  /** What was put into the phone's calendar. */
  readonly calendar: Record<string, unknown>[] = []
  /** What the camera or the album gives next. */
  pictures: { bytes: Uint8Array; extension: string; name?: string }[] = []
  /** Calls the person does not allow, such as `chooseMedia`. */
  readonly denied = new Set<string>()
  /** How this phone makes a picture smaller; by itself it leaves it as it is. */
  compress: (bytes: Buffer, wanted: { quality: number; width: number; height: number }) => Uint8Array = (bytes) => bytes
  private running?: MiniApp

  constructor(private readonly options: PhoneOptions) {
    this.network = new Network(options.route ?? (() => undefined))
  }

  /** The app as it runs now. */
  get app(): MiniApp {
    if (!this.running) throw new Error('the app does not run')
    return this.running
  }

  /** A cold start; an app that still runs is killed first. */
  async launch(options: Partial<LaunchOptions> = {}): Promise<MiniApp> {
    this.kill()
    this.running = new MiniApp(this, this.options.dist, options)
    await this.running.idle()
    return this.running
  }

  /** Ends the app at once, without a word to it; temporary files go, storage and user data stay. */
  kill(): void {
    this.running?.end()
    this.running = undefined
    this.network.forget()
    this.files.dropTemporary()
  }
}
