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

/** The store does not answer, or not as it should; the cause says how. Nothing was lost: try again later. */
export class StoreUnavailable extends Error {}

/**
 * The port to where evidence lies. Bytes are hashed and judged here, on this machine, before a store gets to see them.
 * Every method but `receive` may throw `StoreUnavailable`.
 */
export abstract class FileStore {
  /** Takes in a stream of at most `limit` bytes; throws `TooManyBytes`. */
  abstract receive(bytes: Readable, limit: number): Promise<Arrival>
  /** The bytes; undefined when there are none. */
  abstract open(organisation: string, hash: string): Promise<Readable | undefined>
  /** The thumbnail kept for a file, which can be made again at any time. */
  abstract openSmall(organisation: string, hash: string): Promise<Buffer | undefined>
  abstract keepSmall(organisation: string, hash: string, bytes: Buffer): Promise<void>
  /** Can it be read and written? */
  abstract isUp(): Promise<boolean>
}
