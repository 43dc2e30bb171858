import type { FieldTest, Selector } from '../model/rubric.js'
import type { Layout, UnitLayout } from './compile.js'
import type { SlotSpec } from './slot.js'

/** Notes for every slot of a unit which others of it take whatever it takes. */
export function noteInclusions({ slots }: Pick<Layout, 'slots'>, unit: Pick<UnitLayout, 'slots'>): void {
  const own = unit.slots.flatMap((index) => {
    const spec = slots[index]?.spec
    return spec ? [{ index, spec }] : []
  })
  for (const { index, spec } of own) {
    const others = own.filter((one) => one.index !== index && isWithin(spec, one.spec))
    if (others.length > 0) spec.alsoIn = others.map((one) => one.index)
  }
}

/** Surely takes whatever the other takes, read off their texts. What is counted apart may be there already. */
function isWithin(one: SlotSpec, other: SlotSpec): boolean {
  if (one.has || other.has || other.by !== undefined) return false
  if (other.field !== undefined && other.field !== one.field) return false
  return includes(other.selector, one.selector)
}

function includes(wide: Selector, narrow: Selector): boolean {
  if (wide.exclusive !== undefined || narrow.exclusive !== undefined || narrow.kind.length === 0) return false
  if (wide.either || narrow.either) return same(wide, narrow)
  return (
    narrow.kind.every((kind) => wide.kind.includes(kind)) &&
    same(wide.window, narrow.window) &&
    same(wide.year, narrow.year) &&
    Object.entries(wide.where ?? {}).every(([field, test]) => asks(narrow, field, test)) &&
    (wide.not === undefined || same(wide.not, narrow.not)) &&
    (wide.any === undefined || same(wide.any, narrow.any)) &&
    (wide.filed === undefined || same(wide.filed, narrow.filed))
  )
}

const asks = ({ where }: Selector, field: string, test: FieldTest): boolean => same(where?.[field], test)

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
