import type { Files } from './files'
import type { Remote } from './remote'

/** Where the bytes of evidence can be had. */
export class EvidenceSource {
  constructor(
    private readonly files: Files,
    private readonly remote: Remote,
    private readonly organisation: string,
    private readonly online: boolean,
  ) {}

  /** On this phone, else from the server; or the sentence that says why not. */
  async whereIs(hash: string): Promise<{ key: string } | { url: string } | { problem: string }> {
    const key = this.files.key(hash)
    if (key !== undefined) return { key }
    if (!this.online) return { problem: '这份材料不在这台设备上，登录后才能从服务器上看。' }
    const reply = await this.remote.fileAddress(this.organisation, hash)
    if (reply.outcome === 'done') return { url: reply.value }
    if (reply.outcome === 'refused') return { problem: '服务器上还没有这份材料：请打开加它的那台设备，联网上传。' }
    return { problem: '这份材料在服务器上，联网后才能看。' }
  }

  /** A short-lived address of a small picture at the server; undefined when there is none to be had. */
  async thumbnail(hash: string): Promise<string | undefined> {
    if (!this.online) return undefined
    const reply = await this.remote.fileAddress(this.organisation, hash, 'small')
    return reply.outcome === 'done' ? reply.value : undefined
  }
}
