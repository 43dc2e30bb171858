import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { jsonSchemas } from '@xingji/shared/rubric'
import { UsageError } from './files.js'
import type { Invocation } from './main.js'

/** Writes the JSON Schemas for editors into a folder. */
export function schemaCommand({ words, print }: Invocation): number {
  const [folder] = words
  if (folder === undefined) throw new UsageError('缺少 DIR；用法见 xingji schema --help')
  const schemas = Object.entries(jsonSchemas())
  try {
    mkdirSync(folder, { recursive: true })
    for (const [name, schema] of schemas)
      writeFileSync(path.join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`)
  } catch {
    throw new UsageError(`${folder}: 写不了这个文件夹，请检查权限`)
  }
  print(`已写出 ${schemas.length} 个文件到 ${folder}`)
  return 0
}
