import { isDay, type Day, type Problem, type ProblemCode } from '@xingji/shared'
import { isId } from '../platform/ids.js'

/** JSON Schema, as far as the API's description uses it. */
export type Schema = Record<string, unknown>

/** What a value must look like: reads it, reporting what is wrong, and describes itself for the API's page. */
export interface Shape<T> {
  read(value: unknown, path: string, problems: Problem[]): T | undefined
  schema: Schema
  isOptional?: boolean
}
export type Shaped<S> = S extends Shape<infer T> ? T : never

type Fields = Record<string, Shape<unknown>>
type Optional<F extends Fields> = { [K in keyof F]: undefined extends Shaped<F[K]> ? K : never }[keyof F]
type ObjectOf<F extends Fields> = { [K in Exclude<keyof F, Optional<F>>]: Shaped<F[K]> } & {
  [K in Optional<F>]?: Shaped<F[K]>
}

const fail = (problems: Problem[], code: ProblemCode, path: string, message: string): undefined => {
  problems.push({ code, path, message })
  return undefined
}

/** Text without control characters at its ends, between `min` and `max` characters. */
export function text(label: string, { min = 1, max = 200 } = {}): Shape<string> {
  return {
    schema: { type: 'string', minLength: min, maxLength: max, description: label },
    read(value, path, problems) {
      if (typeof value !== 'string') return fail(problems, 'wrongType', path, `${label}应是文字。`)
      const trimmed = value.trim()
      if (trimmed.length < min) return fail(problems, 'missing', path, `请填写${label}。`)
      if (trimmed.length > max) return fail(problems, 'tooLong', path, `${label}最长 ${max} 个字。`)
      return trimmed
    },
  }
}

/** A whole number; `isText` for those in an address. */
export function whole(label: string, { min = 0, max = 2 ** 31 - 1, isText = false } = {}): Shape<number> {
  return {
    schema: { type: 'integer', minimum: min, maximum: max, description: label },
    read(value, path, problems) {
      const number = isText && typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value
      if (typeof number !== 'number' || !Number.isInteger(number))
        return fail(problems, 'wrongType', path, `${label}应是整数。`)
      if (number < min || number > max) return fail(problems, 'badRange', path, `${label}应在 ${min} 到 ${max} 之间。`)
      return number
    },
  }
}

/** A client-made UUIDv7. */
export function id(label: string): Shape<string> {
  return {
    schema: { type: 'string', format: 'uuid', description: label },
    read: (value, path, problems) =>
      isId(value) ? value : fail(problems, 'wrongType', path, `${label}应是小写的 UUIDv7。`),
  }
}

/** A day, `YYYY-MM-DD`. */
export function day(label: string): Shape<Day> {
  return {
    schema: { type: 'string', format: 'date', description: label },
    read: (value, path, problems) =>
      isDay(value) ? value : fail(problems, 'badDay', path, `${label}应是 2018-03-05 这样的日期。`),
  }
}

/** Yes or no. */
export function flag(label: string): Shape<boolean> {
  return {
    schema: { type: 'boolean', description: label },
    read: (value, path, problems) =>
      typeof value === 'boolean' ? value : fail(problems, 'wrongType', path, `${label}应是“是”或“否”。`),
  }
}

/** One of a few words. */
export function choice<const T extends string>(label: string, options: readonly T[]): Shape<T> {
  return {
    schema: { type: 'string', enum: options, description: label },
    read: (value, path, problems) =>
      options.find((option) => option === value) ??
      fail(problems, 'unknownOption', path, `${label}应是 ${options.join('、')} 之一。`),
  }
}

/** Some of a few words. */
export function choices<const T extends string>(label: string, options: readonly T[]): Shape<T[]> {
  const one = choice(label, options)
  return {
    schema: { type: 'array', items: one.schema, maxItems: options.length, description: label },
    read(value, path, problems) {
      if (!Array.isArray(value) || value.length > options.length)
        return fail(problems, 'wrongType', path, `${label}应是 ${options.join('、')} 中的几个。`)
      return value.flatMap((item, at) => one.read(item, `${path}[${at}]`, problems) ?? [])
    },
  }
}

/** A list of short texts. */
export function list(label: string, max = 50): Shape<string[]> {
  return {
    schema: { type: 'array', items: { type: 'string' }, maxItems: max, description: label },
    read(value, path, problems) {
      if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
        return fail(problems, 'wrongType', path, `${label}应是一列文字。`)
      return value.length <= max ? value : fail(problems, 'tooMany', path, `${label}最多 ${max} 项。`)
    },
  }
}

/** Anything at all: shared's readers look at it later. */
export function raw(label: string): Shape<NonNullable<unknown>> {
  return {
    schema: { type: 'object', description: label },
    read: (value, path, problems) => value ?? fail(problems, 'missing', path, `缺少${label}。`),
  }
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return {
    schema: shape.schema,
    isOptional: true,
    read: (value, path, problems) => (value === undefined ? undefined : shape.read(value, path, problems)),
  }
}

/** An object with these keys and no others. */
export function object<F extends Fields>(fields: F): Shape<ObjectOf<F>> {
  const names = Object.keys(fields)
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, fields[name]!.schema])),
      required: names.filter((name) => !fields[name]!.isOptional),
      additionalProperties: false,
    },
    read(value, path, problems) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return fail(problems, 'wrongType', path, '提交的内容应是一组“名称: 值”。')
      const given = value as Record<string, unknown>
      const out: Record<string, unknown> = {}
      for (const name of Object.keys(given))
        if (!Object.hasOwn(fields, name)) fail(problems, 'unknownKey', at(path, name), `没有 ${name} 这一项。`)
      for (const name of names) {
        const field = fields[name]!
        const part = Object.hasOwn(given, name) ? given[name] : undefined
        if (part === undefined && !field.isOptional) fail(problems, 'missing', at(path, name), `缺少 ${name}。`)
        else if (part !== undefined) out[name] = field.read(part, at(path, name), problems)
      }
      return out as ObjectOf<F>
    },
  }
}

const at = (path: string, name: string): string => (path ? `${path}.${name}` : name)
