import type { Chance } from './chance'

export type Going = 'served' | 'lost' | 'given up' | 'portal' | '500' | '503' | '429'
export type Coming = 'delivered' | 'lost' | 'truncated' | '502' | 'twice'
const troubles = ['kill', 'full', 'change', 'role', 'backup', 'wipe', 'mangle', 'expire', 'skew', 'stray'] as const

/** How a seed's world goes wrong: few seeds have every trouble, so that each is met alone and together with others. */
export interface Profile {
  steps: number
  /** How often something goes wrong that is no request. */
  trouble: number
  weights: Record<(typeof troubles)[number], number>
  going: (readonly [number, Going])[]
  coming: (readonly [number, Coming])[]
  calmed(): Partial<Profile>
}

/** Rare ones are rare: they take much away at once. */
const usual: Profile['weights'] = {
  kill: 4,
  full: 2,
  change: 1.5,
  role: 1,
  backup: 1.2,
  wipe: 0.4,
  mangle: 0.7,
  expire: 0.4,
  skew: 0.5,
  stray: 3,
}

export function drawProfile(chance: Chance): Profile {
  const weights = { ...usual }
  for (const one of troubles) if (chance.hit(0.5)) weights[one] = 0
  const bad = chance.pick([0, 0.1, 0.3, 0.6])
  return {
    steps: 60 + chance.below(120),
    trouble: chance.pick([0.02, 0.08, 0.2]),
    weights: Object.values(weights).some((weight) => weight > 0) ? weights : usual,
    going: [
      [1 - bad, 'served'],
      [bad / 3, 'lost'],
      [bad / 3, 'given up'],
      [bad / 9, 'portal'],
      [bad / 9, '500'],
      [bad / 18, '503'],
      [bad / 18, '429'],
    ],
    coming: [
      [1 - bad, 'delivered'],
      [bad / 2, 'lost'],
      [bad / 6, 'truncated'],
      [bad / 6, '502'],
      [bad / 6, 'twice'],
    ],
    calmed: () => ({ going: [[1, 'served']], coming: [[1, 'delivered']] }),
  }
}
