/** A cursor no server knows: everything is compared. */
export const nowhere = 'nowhere'

/** The later of two places in the server's journal (`<number>-<tag>`); an empty one is before all others. */
export function laterPlace(one: string, other: string | undefined): string {
  return other !== undefined && numberOf(other) > numberOf(one) ? other : one
}

const numberOf = (place: string): number => (place === '' ? -1 : Number(place.split('-')[0]))
