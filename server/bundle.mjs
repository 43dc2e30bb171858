// Makes of the compiled server what is run: a few files instead of two thousand, so that it starts in half the time.
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const server = path.dirname(fileURLToPath(import.meta.url))
const compiled = path.join(server, 'dist')
/** As deep as the folders of the compiled server: what it finds relative to itself lies where it lay. */
const target = path.join(compiled, 'bundle')

/** Loaded from their packages: they bring machine code of their own. */
const native = ['libsql', 'sharp']
/** Of NestJS and TypeORM, what is only loaded by those who use it, and is not installed here. */
const absent = ['@fastify/view', '@nestjs/microservices', '@nestjs/platform-express', '@nestjs/websockets', 'class-*']
const drivers = ['better-sqlite3', 'mongodb', 'mssql', 'mysql', 'oracledb', 'pg', 'pg-*', 'redis', 'ioredis', 'sql.js']
const others = ['@google-cloud/*', '@sap/*', 'hdb-pool', 'typeorm-aurora-data-api-driver', 'react-native-*', 'expo-*']

/** It looks for what only older TypeORMs have, and would load the whole of TypeORM a second time for that. */
const oneTypeorm = {
  name: 'one-typeorm',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@nestjs[\\/]typeorm[\\/]dist[\\/]common[\\/]typeorm-compat\.js$/ }, () => ({
      contents: 'export const Connection = undefined, AbstractRepository = undefined',
    })),
}

rmSync(target, { recursive: true, force: true })
await build({
  entryPoints: [path.join(compiled, 'main.js'), path.join(compiled, 'sample/start.js')],
  outdir: target,
  entryNames: '[name]',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Logs and the dependency injection go by the names of classes.
  keepNames: true,
  external: [...native, ...absent, ...drivers, ...others],
  logLevel: 'warning',
  plugins: [oneTypeorm],
  banner: {
    js: [
      "import { createRequire as requireFrom } from 'node:module'",
      "import { fileURLToPath as pathOf } from 'node:url'",
      'const require = requireFrom(import.meta.url)',
      "const __filename = pathOf(import.meta.url), __dirname = pathOf(new URL('.', import.meta.url))",
    ].join('\n'),
  },
})
if (readdirSync(target).length === 0) throw new Error('nothing was bundled')
