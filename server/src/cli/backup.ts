import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as backups from '../backup/index.js'
import { projectFolder, UsageError } from './files.js'
import type { Invocation } from './main.js'

/** The built server's part, so that the other commands need neither database drivers nor a build. */
async function load(): Promise<typeof backups> {
  const file = path.join(projectFolder(), 'server/dist/backup/index.js')
  if (!existsSync(file)) throw new UsageError('备份和恢复要用编译好的服务端，请先运行 npm run build -w server')
  return (await import(pathToFileURL(file).href)) as typeof backups
}

function folderIn(words: readonly string[]): string {
  const [folder] = words
  if (folder === undefined || words.length > 1) throw new UsageError('请写一个文件夹，如 xingji backup /备份/星迹')
  return path.resolve(folder)
}

/** Tells refusals, which somebody can put right, from faults of the program. */
async function told<T>(work: (server: typeof backups) => Promise<T>): Promise<T> {
  const server = await load()
  return work(server).catch((error: unknown) => {
    throw error instanceof server.BackupError || error instanceof server.ConfigError
      ? new UsageError(error.message)
      : error
  })
}

export async function backupCommand({ values, words, print }: Invocation): Promise<number> {
  const folder = folderIn(words)
  const { place, manifest } = await told((server) =>
    server.backup(server.readConfig(process.env), folder, new server.SystemClock()),
  )
  const { files } = manifest
  if (values.json === true) print(JSON.stringify({ place, ...manifest }))
  else print([`已备份到 ${place}`, ...summary(manifest)].join('\n'))
  return files.missing.length === 0 ? 0 : 2
}

export async function restoreCommand({ values, words, print }: Invocation): Promise<number> {
  const folder = folderIn(words)
  const at = typeof values.at === 'string' ? values.at : undefined
  const manifest = await told((server) => server.restore(server.readConfig(process.env), folder, at))
  if (values.json === true) print(JSON.stringify(manifest))
  else print([`已恢复到 ${manifest.at} 的样子`, ...summary(manifest)].join('\n'))
  return 0
}

function summary({ tables, files }: backups.Manifest): string[] {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const lines = [`数据库 ${tables.length} 张表 ${rows} 行，材料 ${files.count} 份 ${Math.ceil(files.bytes / 1024)} KB`]
  if (files.missing.length === 0) return lines
  return [
    ...lines,
    `有 ${files.missing.length} 份材料在存放处找不到或已损坏：`,
    ...files.missing.map((one) => `  ${one}`),
  ]
}
