import type { Keepsake } from '../platform/ports'
import { Signal } from './signal'

/** What a phone had of one organisation as one account, noted apart from its store. */
export interface KnownPlace {
  account: string
  organisation: string
  /** Nobody was signed in: nothing of it is anywhere else. */
  local: boolean
  records: number
  unsent: number
  /** Milliseconds since 1970, when the numbers were noted. */
  at: number
  /** The store came up with fewer records than it had; until the person has said that they know. */
  lost?: Lost
}

export interface Lost {
  records: number
  unsent: number
  at: number
}

interface Kept {
  version: 1
  places: Record<string, KnownPlace>
}

/**
 * How many records this phone held, kept where the system stores other things than the records: a store that is emptied
 * behind the app's back is then noticed and said, instead of looking like a phone that never had any.
 */
export class KnownPlaces {
  /** Grows with every place noted. */
  readonly revision = new Signal(0)
  private writing: Promise<void> | undefined
  private again = false

  private constructor(
    private readonly keepsake: Keepsake,
    private places: Record<string, KnownPlace>,
  ) {}

  static async open(keepsake: Keepsake): Promise<KnownPlaces> {
    return new KnownPlaces(keepsake, parse(await keepsake.read().catch(() => undefined)))
  }

  get(folder: string): KnownPlace | undefined {
    return this.places[folder]
  }

  /** Places that had records. */
  all(): KnownPlace[] {
    return Object.values(this.places).filter(({ records }) => records > 0)
  }

  /** Notes what there is when a place is opened, and what was lost where there was more of it. */
  found(folder: string, now: Omit<KnownPlace, 'lost'>): void {
    const before = this.places[folder]
    const fewer = before !== undefined && now.records < before.records
    // Emptied again before anyone has read of the first time: the larger number is told.
    const lost = fewer ? larger(before.lost, before) : before?.lost
    this.put(folder, { ...now, ...(lost && { lost }) })
  }

  /** Notes what there is by now. */
  note(folder: string, now: Pick<KnownPlace, 'records' | 'unsent' | 'at'>): void {
    const before = this.places[folder]
    if (before && (before.records !== now.records || before.unsent !== now.unsent))
      this.put(folder, { ...before, ...now })
  }

  /** The person has read what was lost. */
  dismiss(folder: string): void {
    const { lost: _, ...place } = this.places[folder] ?? {}
    if (this.places[folder]) this.put(folder, place as KnownPlace)
  }

  /** The place is no more: what it held has gone elsewhere. */
  drop(folder: string): void {
    const { [folder]: _, ...rest } = this.places
    this.places = rest
    this.changed()
  }

  private put(folder: string, place: KnownPlace): void {
    this.places = { ...this.places, [folder]: place }
    this.changed()
  }

  private changed(): void {
    this.revision.set(this.revision.get() + 1)
    this.again = true
    this.writing ??= this.write().finally(() => (this.writing = undefined))
  }

  /** It is a help and nothing more: where it cannot be kept, the app goes on without it. */
  private async write(): Promise<void> {
    while (this.again) {
      this.again = false
      const kept: Kept = { version: 1, places: this.places }
      await this.keepsake.write(JSON.stringify(kept)).catch(() => undefined)
    }
  }
}

function larger(known: Lost | undefined, { records, unsent, at }: KnownPlace): Lost {
  return known && known.records >= records ? known : { records, unsent, at }
}

function parse(text: string | undefined): Record<string, KnownPlace> {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<Kept> | null
    return kept?.version === 1 && kept.places ? kept.places : {}
  } catch {
    return {}
  }
}
