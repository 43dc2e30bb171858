import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AwsV4Signer } from 'aws4fetch'

/** Where the tests' S3-compatible server is; undefined without one. */
interface Access {
  endpoint: string
  key: string
  secret: string
}
const access = process.env.XINGJI_TEST_S3 ? (JSON.parse(process.env.XINGJI_TEST_S3) as Access) : undefined

export type StoreKind = 'folder' | 's3'
const kinds: readonly StoreKind[] = ['folder', 's3']

/** An empty store of one test file's own: the settings that lead to it. */
export interface TestStore {
  dataFolder: string
  env: Record<string, string>
  drop(): void
}

/** An empty store of the kind; on S3 a bucket with a name nobody else has. */
export async function createStore(kind: StoreKind): Promise<TestStore> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'xingji-store-'))
  const drop = (): void => rmSync(dataFolder, { recursive: true, force: true })
  const env = { XINGJI_DATA: dataFolder }
  if (kind === 'folder') return { dataFolder, env, drop }
  const { endpoint, key, secret } = access!
  const bucket = `xingji-${randomBytes(8).toString('hex')}`
  const signer = new AwsV4Signer({
    method: 'PUT',
    url: `${endpoint}/${bucket}`,
    accessKeyId: key,
    secretAccessKey: secret,
    service: 's3',
    region: 'test',
  })
  const { url, headers } = await signer.sign()
  const response = await fetch(url, { method: 'PUT', headers })
  if (!response.ok) throw new Error(`no bucket could be made: ${response.status} ${await response.text()}`)
  const address = `s3://${bucket}/evidence?endpoint=${endpoint}&region=test`
  return {
    dataFolder,
    env: { ...env, XINGJI_FILES: address, XINGJI_FILES_KEY: key, XINGJI_FILES_SECRET: secret },
    drop,
  }
}

/**
 * Describes the same behaviour of each kind of store. Without an S3-compatible server its part is left out, and says so;
 * under CI that is a failure.
 */
export function onEachStore(title: string, body: (kind: StoreKind) => void): void {
  for (const kind of kinds) {
    const name = `${title}, ${kind}`
    if (kind === 'folder' || access) describe(name, () => body(kind))
    else if (process.env.CI !== 'true') it.todo(`${name}: left out, XINGJI_TEST_S3 names no server`)
    else
      it(name, () => {
        throw new Error('XINGJI_TEST_S3 names no S3-compatible server; under CI there must be one')
      })
  }
}
