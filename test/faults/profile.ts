import type { Chance } from './chance'

export type Going = 'served' | 'lost' | 'given up' | 'cut' | 'portal' | '500' | '503' | '429'
export type Coming = 'delivered' | 'lost' | 'truncated' | '502' | 'twice'
const troubles = [
  'kill',
  'full',
  'narrow',
  'change',
  'role',
  'backup',
  'wipe',
  'mangle',
  'update',
  'older',
  'rot',
  'expire',
  'skew',
  'stray',
] as const

/** How a seed's world goes wrong: few seeds have every trouble, so that each is met alone and together with others. */
export interface Profile {
  steps: number
  /** How often something goes wrong that is no request. */
  trouble: number
  weights: Record<(typeof troubles)[number], number>
  /** How often a form that is saved brings a file. */
  attach: number
  /** How often somebody at a phone without an account works without one. */
  alone: number
  texts: Way
  /** Files are larger and fewer: their way is drawn apart. */
  files: Way
}

/** How requests fare on their way there, and answers on their way back. */
export interface Way {
  going: (readonly [number, Going])[]
  coming: (readonly [number, Coming])[]
}

/** Nothing goes wrong. */
export const smooth: Way = { going: [[1, 'served']], coming: [[1, 'delivered']] }

/** Rare ones are rare: they take much away at once. */
const usual: Profile['weights'] = {
  kill: 4,
  full: 2,
  narrow: 2,
  change: 1.5,
  role: 1,
  backup: 1.2,
  wipe: 0.4,
  mangle: 0.7,
  update: 0.6,
  older: 0.8,
  rot: 0.5,
  expire: 0.4,
  skew: 0.5,
  stray: 3,
}

export function drawProfile(chance: Chance): Profile {
  const weights = { ...usual }
  for (const one of troubles) if (chance.hit(0.5)) weights[one] = 0
  // So that rare ones are met too: one of them is this seed's own.
  const own = chance.pick(troubles)
  weights[own] = usual[own] + 3
  const withFiles = own === 'narrow' || own === 'rot'
  return {
    steps: 60 + chance.below(120),
    trouble: withFiles ? 0.2 : chance.pick([0.02, 0.08, 0.2]),
    weights,
    attach: withFiles ? 0.9 : chance.pick([0, 0.4, 0.9]),
    alone: chance.pick([0, 0.5]),
    texts: rough(chance.pick([0, 0.1, 0.3, 0.6])),
    files: evenly(chance.pick([0, 0.7])),
  }
}

const rough = (bad: number): Way => {
  return {
    going: [
      [1 - bad, 'served'],
      [bad / 3, 'lost'],
      [bad / 4, 'given up'],
      [bad / 12, 'cut'],
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
  }
}

/** Files are few: whatever can happen to them happens as often. */
export const evenly = (bad: number): Way => {
  const goings: Going[] = ['lost', 'given up', 'cut', '503']
  const comings: Coming[] = ['lost', 'truncated', 'twice']
  return {
    going: [[1 - bad, 'served'], ...goings.map((one) => [bad / goings.length, one] as const)],
    coming: [[1 - bad, 'delivered'], ...comings.map((one) => [bad / comings.length, one] as const)],
  }
}
