/** A changed copy of a part of a rubric: where the change is, what it is, and the copy. */
export interface Variant<T> {
  /** From the part down to the change: `.steps[1].min`. */
  path: string
  /** `2 -> 3`, `dropped`. */
  change: string
  value: T
}

export const variant = <T>(change: string, value: T, path = ''): Variant<T> => ({ path, change, value })

/** The same changes, seen from the whole that holds the part. */
export const lift = <T, U>(variants: Variant<T>[], path: string, rebuild: (value: T) => U): Variant<U>[] =>
  variants.map((one) => ({ path: path + one.path, change: one.change, value: rebuild(one.value) }))

/** Changes of what stands under a key; none where the key is not there. */
export function inKey<T extends object, K extends keyof T & string>(
  node: T,
  key: K,
  variantsOf: (value: NonNullable<T[K]>) => Variant<NonNullable<T[K]>>[],
): Variant<T>[] {
  const value = node[key]
  if (value === undefined || value === null) return []
  return lift(variantsOf(value), `.${key}`, (changed) => ({ ...node, [key]: changed }))
}

/** Changes of each entry of a list. */
export const inList = <T>(list: readonly T[], variantsOf: (one: T) => Variant<T>[]): Variant<T[]>[] =>
  list.flatMap((one, i) =>
    lift(variantsOf(one), `[${i}]`, (changed) => list.map((other, at) => (at === i ? changed : other))),
  )

/** Changes of each entry of a map. */
export const inMap = <T>(map: Record<string, T>, variantsOf: (one: T) => Variant<T>[]): Variant<Record<string, T>>[] =>
  Object.keys(map).flatMap((key) =>
    lift(variantsOf(map[key] as T), `.${key}`, (changed) => ({ ...map, [key]: changed })),
  )

/** A node without a key; none where it is not there. */
export function without<T extends object>(node: T, key: keyof T & string): Variant<T>[] {
  if (node[key] === undefined) return []
  const rest = { ...node }
  Reflect.deleteProperty(rest, key)
  return [variant('dropped', rest, `.${key}`)]
}

/** A list without each of its entries; none where it would be left empty. */
export const withoutEach = <T>(list: readonly T[]): Variant<T[]>[] =>
  list.length < 2
    ? []
    : list.map((_, i) =>
        variant(
          'dropped',
          list.filter((_one, at) => at !== i),
          `[${i}]`,
        ),
      )

/** A number one step down and one step up; halves go by halves. */
export function steps(value: number, step = Number.isInteger(value) ? 1 : 0.5): Variant<number>[] {
  return [-step, step].map((by) => {
    const changed = Math.round((value + by) * 100) / 100
    return variant(`${value} -> ${changed}`, changed)
  })
}
