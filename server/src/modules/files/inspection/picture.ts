/** What a picture's parts say, read without decoding a pixel. */
export interface Picture {
  width: number
  height: number
  /** The metadata says where it was taken, or hides what it says. */
  hasLocation: boolean
  /** Where the picture ends; what follows does not belong to it. */
  end: number
}

/** A picture that breaks off or contradicts itself. */
export class Damaged extends Error {}
