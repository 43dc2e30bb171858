import type { Field } from '../model/catalog.js'
import { cellText, type Cell } from './grid.js'
import type { Column } from './layout.js'
import type { TableProblem } from './problems.js'
import { readDay, type DayContext } from './read-day.js'
import { readNumber } from './read-number.js'
import { plainWord, quote } from './text.js'
import type { Vocabulary } from './vocabulary.js'

/** What stands in a row for one key, and where. A mended text has no place of its own in the sheet. */
export interface Said {
  text: string
  column?: number
  heading?: string
  unit?: string
  isFigure?: boolean
  /** Part of a merge that began further up: figures are not repeated. */
  repeated?: boolean
}

/** Who hears what was found in a cell: problems, and texts to keep in the remark. */
export interface Teller {
  add(
    level: TableProblem['level'],
    code: TableProblem['code'],
    key: string,
    message: string,
    at?: Said,
    fix?: string,
  ): void
  keep(text: string): void
}

export const cellSaid = (cell: Cell | undefined, column: Column): Said => ({
  text: cellText(cell).trim(),
  column: column.column,
  heading: column.heading.replace(/\s+/g, ''),
  ...(column.unit === '' ? {} : { unit: column.unit }),
  ...(typeof cell === 'number' ? { isFigure: true } : {}),
})

/** A cell as a field's value; undefined after telling why not, or where it says nothing. */
export function readField(
  field: Field,
  said: Said,
  context: DayContext,
  vocabulary: Vocabulary,
  teller: Teller,
): string | number | boolean | undefined {
  const { text } = said
  switch (field.type) {
    case 'boolean': {
      const truth = vocabulary.truthOf(text)
      if (truth !== undefined) return truth
      if (vocabulary.saysNothing(text)) return undefined
      if ([field.label, ...(field.words ?? [])].some((word) => plainWord(word) === plainWord(text))) return true
      teller.add('error', 'wrongType', field.id, `${quote(text)} 读不出是或否`, said, '请写“是”或“否”')
      return undefined
    }
    case 'integer':
    case 'number':
      return numberOf(field, said, vocabulary, teller)
    case 'enum': {
      const options = vocabulary.optionsOf(text, field)
      const [option] = options
      if (option && options.length === 1) {
        const exact = [option.id, option.label, ...(option.words ?? []), ...(option.aliases ?? [])].some(
          (word) => plainWord(word) === plainWord(text),
        )
        if (!exact) teller.add('notice', 'approximate', field.id, `${quote(text)} 取作“${option.label}”`, said)
        return option.id
      }
      if (!option && vocabulary.saysNothing(text)) return undefined
      const choices = (options.length > 0 ? options : (field.options ?? [])).map((one) => one.label).join('、')
      teller.add(
        'error',
        options.length > 0 ? 'ambiguous' : 'unknownOption',
        field.id,
        options.length > 0 ? `${quote(text)} 可以是几种“${field.label}”` : `“${field.label}”里没有 ${quote(text)}`,
        said,
        `请选一个：${choices}`,
      )
      return undefined
    }
    case 'day': {
      const reading = readDay(text, context)
      if (reading.outcome === 'day') return reading.from
      if (reading.outcome === 'unclear' && !vocabulary.saysNothing(text))
        teller.add('error', 'badDay', field.id, reading.message, said, reading.fix)
      return undefined
    }
    case 'text':
      return text.trim()
  }
}

function numberOf(field: Field, said: Said, vocabulary: Vocabulary, teller: Teller): number | undefined {
  if (said.repeated) {
    teller.add('notice', 'leftOut', field.id, `“${field.label}”和上面的行合并成一格，只记在第一行`, said)
    return undefined
  }
  if (vocabulary.saysNothing(said.text)) {
    teller.add('notice', 'leftOut', field.id, `${quote(said.text)} 当作没有填“${field.label}”`, said)
    return undefined
  }
  const reading = readNumber(said.text, field, said.unit)
  if (reading.outcome === 'nothing') return undefined
  if (reading.outcome === 'unclear') {
    teller.add('error', 'wrongType', field.id, reading.message, said, reading.fix)
    return undefined
  }
  if (field.type === 'integer' && !Number.isInteger(reading.value)) {
    teller.add('error', 'wrongType', field.id, `${quote(said.text)} 不是整数`, said, `请把“${field.label}”写成整数`)
    return undefined
  }
  if (reading.said !== undefined) {
    teller.add('notice', 'approximate', field.id, reading.said, said)
    teller.keep(`${said.heading ?? field.label}：${said.text.trim()}`)
  }
  return reading.value
}
