import type { TextStore } from '../platform/ports'
import { Signal } from './signal'

/** One small value kept on the phone under a key: read once, written whole at every change. */
export class Kept<T> {
  private constructor(
    private readonly store: TextStore,
    private readonly key: string,
    readonly value: Signal<T>,
  ) {}

  /** What is kept, or `initial` where nothing readable is. */
  static async open<T>(store: TextStore, key: string, initial: T): Promise<Kept<T>> {
    return new Kept(store, key, new Signal(parse<T>(await store.read(key)) ?? initial))
  }

  async set(value: T): Promise<void> {
    this.value.set(value)
    await this.store.write(this.key, JSON.stringify(value))
  }
}

function parse<T>(text: string | undefined): T | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T)
  } catch {
    return undefined
  }
}
