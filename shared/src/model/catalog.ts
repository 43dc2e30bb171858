/** When a record of a kind is true: decides its date keys, its default window and its look-back. */
export type TimeNature = 'event' | 'period' | 'statement' | 'yearly'
export type FieldType = 'boolean' | 'integer' | 'number' | 'enum' | 'text' | 'day'

/** One allowed value of an enum field. */
export interface Option {
  id: string
  label: string
  /** Counted once per value of this text field, not once in all ("其他" rules are told apart by name). */
  named?: string
  /** Ids this option once had; accepted for ever. */
  aliases?: string[]
}

/** One thing a record of a kind can state. */
export interface Field {
  id: string
  label: string
  type: FieldType
  unit?: string
  min?: number
  max?: number
  options?: Option[]
  /** A record without it is bad input. */
  required?: boolean
  /** Another integer field of the same record that this one may not exceed. */
  atMost?: string
  /** The value taken where the record does not say. Flags of events and periods are taken as false without it. */
  assume?: boolean | number | string
  help?: string
  aliases?: string[]
}

/** A record kind: what a secretary can record. */
export interface Kind {
  id: string
  label: string
  group: string
  time: TimeNature
  help?: string
  /** Statements only: fields that tell one standing fact of this kind from another (each has its own latest statement). */
  per?: string[]
  fields: Field[]
  /** Bodies (报送对象) the capture form offers for a filing, most usual first. */
  bodies?: string[]
  aliases?: string[]
}

export interface Labelled {
  id: string
  label: string
}

/** The record catalog: the one source of forms, validation, import columns and scoring. */
export interface Catalog {
  version: string
  groups: Labelled[]
  /** Bodies a record can be filed with (报送/备案对象). */
  bodies: Labelled[]
  kinds: Kind[]
}
