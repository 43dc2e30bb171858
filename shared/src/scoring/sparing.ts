const room: unknown[] = []
room.push(undefined)

/**
 * A new list that holds one thing and has room for no other, as most lists of a scorer do. A copy, since engines move
 * what array literals make to where it is seldom cleared away, once they saw it last.
 */
export function listWith<T>(one: T): T[] {
  const list = room.slice() as T[]
  list[0] = one
  return list
}

/** A list with one more: made with the first, which takes less room than one it is put in. */
export function and<T>(list: T[] | undefined, one: T): T[] {
  if (!list) return listWith(one)
  list.push(one)
  return list
}

/** What `make` makes of an object, made once for each: rules and conditions are asked for it again and again. */
export function onceFor<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>()
  return (key) => {
    let value = known.get(key)
    if (value === undefined) known.set(key, (value = make(key)))
    return value
  }
}
