import type { Readable } from 'node:stream'

/** Bytes on their way in: hashed, not yet kept. */
export interface Arrival {
  hash: string
  size: number
  /** Reads `length` bytes from `position` of what arrived. */
  read(position: number, length: number): Promise<Buffer>
  /** Keeps them for good under the organisation and their hash; durable once it resolves. */
  keep(organisation: string): Promise<void>
  discard(): Promise<void>
}

/** More bytes came than allowed. */
export class TooManyBytes extends Error {}

/** The port to where evidence lies. */
export abstract class FileStore {
  /** Takes in a stream of at most `limit` bytes; throws `TooManyBytes`. */
  abstract receive(bytes: Readable, limit: number): Promise<Arrival>
  abstract open(organisation: string, hash: string): Promise<Readable>
}
