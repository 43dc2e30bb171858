/** A list with one more: made with the first, which takes less room than one it is put in. */
export function and<T>(list: T[] | undefined, one: T): T[] {
  if (!list) return [one]
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
