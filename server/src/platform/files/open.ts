import path from 'node:path'
import type { Config } from '../config.js'
import type { FileStore } from './file-store.js'
import { FolderFileStore } from './folder-file-store.js'
import { S3Bucket } from './s3-bucket.js'
import { S3FileStore } from './s3-file-store.js'
import { Spool } from './spool.js'

/** The store the configuration names: a bucket, or else a folder beside the server. */
export async function openFileStore({ dataFolder, bucket }: Pick<Config, 'dataFolder' | 'bucket'>): Promise<FileStore> {
  if (bucket) {
    const spool = new Spool(path.join(dataFolder, 'incoming'))
    await spool.sweep()
    return new S3FileStore(new S3Bucket(bucket), spool)
  }
  const store = new FolderFileStore(path.join(dataFolder, 'files'))
  await store.sweep()
  return store
}
