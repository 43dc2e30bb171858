/*
 * SHA-256 (FIPS 180-4) of a text's UTF-8 bytes. Written out because the phone's logic realm has neither crypto nor
 * TextEncoder and the scorecard's hash must be computed there too; tested against the platform's own in test/.
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

function compress(state: number[], block: number[], words: Int32Array): void {
  for (let i = 0; i < 16; i++) {
    const at = i * 4
    words[i] =
      ((block[at] ?? 0) << 24) | ((block[at + 1] ?? 0) << 16) | ((block[at + 2] ?? 0) << 8) | (block[at + 3] ?? 0)
  }
  for (let i = 16; i < 64; i++) {
    const w15 = words[i - 15] ?? 0
    const w2 = words[i - 2] ?? 0
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10)
    words[i] = ((words[i - 16] ?? 0) + s0 + (words[i - 7] ?? 0) + s1) | 0
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const first = (h + s1 + ((e & f) ^ (~e & g)) + (roundConstants[i] ?? 0) + (words[i] ?? 0)) | 0
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = ((state[i] ?? 0) + value) | 0))
}

/** Lower-case hex SHA-256 of a text. */
export function sha256(text: string): string {
  const bytes = utf8(text)
  const bits = bytes.length * 8
  bytes.push(0x80)
  while (bytes.length % 64 !== 56) bytes.push(0)
  for (const part of [Math.floor(bits / 0x100000000), bits >>> 0]) {
    bytes.push((part >>> 24) & 255, (part >>> 16) & 255, (part >>> 8) & 255, part & 255)
  }
  const state = [...initialState]
  const words = new Int32Array(64)
  for (let at = 0; at < bytes.length; at += 64) compress(state, bytes.slice(at, at + 64), words)
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}
