import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { StoreUnavailable } from './file-store.js'
import type { S3Config } from './s3-address.js'

const attempts = 3
const firstPause = 200
/** Until the answer begins; a photo of ten megabytes needs a while. */
const answerWithin = 30_000
/** The same for the health check. */
const healthWithin = 3_000
const emptyHash = createHash('sha256').digest('hex')

interface Extras {
  body?: { bytes: Buffer; hash: string } | undefined
  within?: number
}

/** The few requests a store of files needs, signed; what the store cannot do at the moment is tried again. */
export class S3Bucket {
  constructor(private readonly config: S3Config) {}

  /** Resolves once the store has the bytes. Their hash is signed with the request, so it refuses others. */
  async put(key: string, bytes: Buffer, hash = createHash('sha256').update(bytes).digest('hex')): Promise<void> {
    const response = await this.ask('PUT', key, { bytes, hash })
    if (!response.ok) throw await refusalOf(response)
    await response.arrayBuffer()
  }

  /** The object; undefined when there is none. */
  async get(key: string): Promise<Response | undefined> {
    const response = await this.ask('GET', key)
    if (response.ok && response.body) return response
    const refusal = await refusalOf(response)
    // A bucket that is gone is no missing file.
    if (response.status === 404 && !refusal.message.includes('NoSuchBucket')) return undefined
    throw refusal
  }

  /** May this key see the bucket? */
  async isUp(): Promise<boolean> {
    try {
      const response = await this.once('HEAD', '', { within: healthWithin })
      return response.ok
    } catch {
      return false
    }
  }

  private async ask(method: string, key: string, body?: { bytes: Buffer; hash: string }): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await this.once(method, `/${this.config.prefix}${key}`, { body })
        if (response.status < 500 && response.status !== 429) return response
        if (attempt === attempts) return response
        await response.arrayBuffer()
      } catch (error) {
        if (attempt === attempts) throw new StoreUnavailable('the store does not answer', { cause: error })
      }
      await sleep(Math.random() * firstPause * 2 ** attempt)
    }
  }

  private async once(method: string, path: string, { body, within = answerWithin }: Extras): Promise<Response> {
    const { bucket, region, accessKey, secretKey } = this.config
    const signed = await new AwsV4Signer({
      method,
      url: `${bucket}${path}`,
      headers: { 'x-amz-content-sha256': body?.hash ?? emptyHash },
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      service: 's3',
      region,
    }).sign()
    const control = new AbortController()
    const timer = setTimeout(() => control.abort(), within)
    try {
      return await fetch(signed.url, {
        method,
        headers: signed.headers,
        ...(body ? { body: new Uint8Array(body.bytes) } : {}),
        redirect: 'error',
        signal: control.signal,
      })
    } finally {
      // Reading what follows takes as long as whoever reads it.
      clearTimeout(timer)
    }
  }
}

/** What the store says is wrong: its status and its code, never the whole answer. */
async function refusalOf(response: Response): Promise<StoreUnavailable> {
  const text = await response.text().catch(() => '')
  const [, code = ''] = /<Code>([^<]{1,100})<\/Code>/.exec(text) ?? []
  return new StoreUnavailable(`the store answers ${response.status} ${code}`)
}
