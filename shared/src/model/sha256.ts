/*
 * SHA-256 (FIPS 180-4) of bytes, or of a text's UTF-8 bytes. Written out because the phone's logic realm has neither crypto nor
 * TextEncoder, and the hashes of scorecards and files must be computed there too; tested against the platform's own in test/.
 */
const roundConstants = primes(64).map((prime) => fraction(Math.cbrt(prime)))
const initialState = primes(8).map((prime) => fraction(Math.sqrt(prime)))

function primes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  }
  return found
}
function fraction(value: number): number {
  return ((value - Math.floor(value)) * 0x100000000) | 0
}

/** UTF-8 bytes of a text; lone surrogates become U+FFFD. */
export function utf8(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const raw = character.codePointAt(0) ?? 0
    const code = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  }
  return bytes
}

const rotate = (value: number, by: number): number => (value >>> by) | (value << (32 - by))

/** SHA-256 of bytes that come piece by piece, so that a long file need not be counted in one go. */
export class Sha256 {
  private readonly state = Int32Array.from(initialState)
  private readonly words = new Int32Array(64)
  private readonly block = new Uint8Array(64)
  /** Bytes waiting in `block`. */
  private waiting = 0
  private length = 0

  update(bytes: ArrayLike<number>): this {
    this.length += bytes.length
    for (let at = 0; at < bytes.length; at++) {
      this.block[this.waiting++] = bytes[at]!
      if (this.waiting === 64) this.compress()
    }
    return this
  }

  /** Lower-case hex; ends the counting. */
  digest(): string {
    const bits = this.length * 8
    this.block[this.waiting++] = 0x80
    if (this.waiting > 56) {
      this.block.fill(0, this.waiting)
      this.compress()
    }
    this.block.fill(0, this.waiting)
    const view = new DataView(this.block.buffer)
    view.setUint32(56, Math.floor(bits / 0x100000000))
    view.setUint32(60, bits >>> 0)
    this.compress()
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
  }

  private compress(): void {
    const { state, words, block } = this
    this.waiting = 0
    for (let i = 0, at = 0; i < 16; i++, at += 4)
      words[i] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!
    for (let i = 16; i < 64; i++) {
      const w15 = words[i - 15]!
      const w2 = words[i - 2]!
      const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
      const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
      words[i] = (words[i - 16]! + s0 + words[i - 7]! + s1) | 0
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      const first = (h + s1 + ((e & f) ^ (~e & g)) + roundConstants[i]! + words[i]!) | 0
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    const sums = [a, b, c, d, e, f, g, h]
    for (let i = 0; i < 8; i++) state[i] = (state[i]! + sums[i]!) | 0
  }
}

/** Lower-case hex SHA-256 of a text. */
export const sha256 = (text: string): string => new Sha256().update(utf8(text)).digest()
