import { ConfigError } from '../config-error.js'

/** Where a bucket is and how to sign for it. */
export interface S3Config {
  /** Address of the bucket itself, without a slash at its end. */
  bucket: string
  /** What every key begins with; empty, or ending in a slash. */
  prefix: string
  region: string
  accessKey: string
  secretKey: string
}

const hint = 'XINGJI_FILES must look like s3://bucket/folder?endpoint=https://host&region=name&style=path or host.'

/**
 * Reads `s3://bucket[/folder]?endpoint=…[&region=…][&style=path|host]`. With `style=host` the bucket's name stands before
 * the host, as Aliyun wants it; else it is the beginning of the path.
 */
export function readS3Address(address: string, keys: Pick<S3Config, 'accessKey' | 'secretKey'>): S3Config {
  const parsed = URL.canParse(address) ? new URL(address) : undefined
  const endpoint = parsed?.searchParams.get('endpoint') ?? ''
  if (parsed?.protocol !== 's3:' || !parsed.hostname || !URL.canParse(endpoint)) throw new ConfigError(hint)
  const style = parsed.searchParams.get('style') ?? 'path'
  if (style !== 'path' && style !== 'host') throw new ConfigError(hint)
  const { accessKey, secretKey } = keys
  if (!accessKey || !secretKey)
    throw new ConfigError('XINGJI_FILES needs XINGJI_FILES_KEY and XINGJI_FILES_SECRET beside it.')
  const { protocol, host, pathname } = new URL(endpoint)
  const base = pathname.replace(/\/+$/, '')
  const name = parsed.hostname
  const folder = parsed.pathname.replace(/^\/+|\/+$/g, '')
  return {
    bucket: style === 'host' ? `${protocol}//${name}.${host}${base}` : `${protocol}//${host}${base}/${name}`,
    prefix: folder === '' ? '' : `${folder}/`,
    region: parsed.searchParams.get('region') ?? 'us-east-1',
    accessKey,
    secretKey,
  }
}
