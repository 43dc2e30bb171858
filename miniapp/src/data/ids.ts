/** A UUID version 7: its first 48 bits are the time, so ids sort by when they were made. `chance` holds 10 random bytes. */
export function uuid7(now: number, chance: Uint8Array): string {
  const bytes = new Uint8Array(16)
  let time = now
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = time % 256
    time = Math.floor(time / 256)
  }
  bytes.set(chance.subarray(0, 10), 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const shanghaiOffset = 8 * 3600 * 1000

/** The day in Shanghai at a moment: China has no summer time. */
export function shanghaiDay(now: number): string {
  return new Date(now + shanghaiOffset).toISOString().slice(0, 10)
}

/** The day in Shanghai on which a UUID of version 7 was made; empty for any other id. */
export function dayMade(id: string): string {
  const time = /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id) ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : NaN
  return Number.isNaN(time) ? '' : shanghaiDay(time)
}
