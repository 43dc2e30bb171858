/** Bytes a picture is made to fit into: sharp enough to read a banner, small enough for a weak network. */
export const pictureBytes = 1024 * 1024
/** Pixels of its longer side. */
const longestEdge = 2560

/** Ways of making a picture smaller, the gentlest first; the last one is taken whatever comes out. */
export const pictureSteps: readonly { edge: number; quality: number }[] = [
  { edge: longestEdge, quality: 85 },
  { edge: longestEdge, quality: 70 },
  { edge: 2048, quality: 65 },
  { edge: 1600, quality: 60 },
]

/** Width and height with the longer side at most `edge`. */
export function fitted(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Endings of the names of pictures, as far as they are known from a name. */
export const isPictureName = (name: string): boolean => /\.(jpe?g|png|webp|gif|bmp|heic|heif|avif)$/i.test(name)
