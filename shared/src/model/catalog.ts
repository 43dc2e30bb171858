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
  /** Other wordings for it in tables people keep. */
  words?: string[]
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
  /** Heads in a room: the number of those who came, which can be counted at the door. */
  audience?: boolean
  /** What it often comes to: one tap away in the form. */
  usual?: number[]
  /** The value taken where the record does not say. Flags of events and periods are taken as false without it. */
  assume?: boolean | number | string
  help?: string
  aliases?: string[]
  /** Other wordings for it in tables people keep: column headings and, for a flag, what a row is called. */
  words?: string[]
}

/** The words for making one more: verb, counting word and what is made (the kind's label in quotation marks if left out). */
export interface Deed {
  verb: string
  unit?: string
  thing?: string
}

/** A record kind: what a secretary can record. */
export interface Kind {
  id: string
  label: string
  group: string
  time: TimeNature
  help?: string
  /** How one says that one more of it is made: 获得 1 项表彰奖励. */
  deed?: Deed
  /** Statements only: fields that tell one standing fact of this kind from another (each has its own latest statement). */
  per?: string[]
  fields: Field[]
  /** Bodies (报送对象) the capture form offers for a filing, most usual first. */
  bodies?: string[]
  aliases?: string[]
  /** Other wordings for it in tables people keep. */
  words?: string[]
}

export interface Labelled {
  id: string
  label: string
}

export interface Body extends Labelled {
  /** Other wordings for it in tables people keep. */
  words?: string[]
}

/** What a column of a table can be, beside a field of a kind. `day` stands beside a `month`, `ignored` is left out. */
export const columnRoles = [
  'kind',
  'on',
  'until',
  'year',
  'month',
  'day',
  'title',
  'note',
  'link',
  'filedOn',
  'filedTo',
  'holds',
  'ignored',
] as const
export type ColumnRole = (typeof columnRoles)[number]

/** How people word their tables, beside the kinds, fields and options. */
export interface TableWords {
  /** Headings by what the column is. */
  columns: Partial<Record<ColumnRole, string[]>>
  /** Headings of a field that many kinds have, by its id. */
  fields: Readonly<Record<string, string[]>>
  yes: string[]
  no: string[]
  /** Written where there is nothing to say. */
  nothing: string[]
  /** How a row of totals begins. */
  totals: string[]
  /** How a row begins that is no record: remarks, signatures. */
  remarks: string[]
}

/** The record catalog: the one source of forms, validation, import columns and scoring. */
export interface Catalog {
  version: string
  groups: Labelled[]
  /** Bodies a record can be filed with (报送/备案对象). */
  bodies: Body[]
  kinds: Kind[]
  tableWords?: TableWords
}
