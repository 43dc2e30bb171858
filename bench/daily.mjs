/**
 * `npm run bench:daily [-- --full]`: what the daily run of the duties costs, with 300 and 3,000 organisations of 300
 * records each (30,000 with `--full`), on the embedded database. Its cost is to grow with what changed, not with what
 * exists. Nothing is asserted.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadProgram, openRubrics } from './program.mjs'
import { wholeSociety } from './random-ledgers.mjs'

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } })
const sizes = values.full ? [300, 3000, 30_000] : [300, 3000]
const records = 300
const changed = 30
const rounds = 5
const template = 'template'
const followed = JSON.stringify(['cast-2018', 'wuhan-party-led'])

const program = await loadProgram()
const { shared } = program
const { catalog } = openRubrics(program)
const { createApp } = await import('../server/dist/app.js')
const { Clock } = await import('../server/dist/platform/clock.js')
const { readConfig } = await import('../server/dist/platform/config.js')
const { Database } = await import('../server/dist/platform/database/database.js')
const { NoticeRun } = await import('../server/dist/modules/notices/notice-run.js')

class StandingClock extends Clock {
  now() {
    return new Date('2018-06-20T02:00:00Z')
  }
}

const contents = wholeSociety({ catalog, seed: 1, size: records, from: '2018-01-01', to: '2018-12-31' }).records.map(
  (raw) => {
    const read = shared.readRecord(raw, catalog)
    if (!read.ok) throw new Error(read.problems[0].message)
    return JSON.stringify(shared.writeRecord(read.value))
  },
)

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]
const milliseconds = (value) => `${value.toFixed(1)} ms`

async function measure(size) {
  const folder = mkdtempSync(join(tmpdir(), 'xingji-bench-'))
  const config = readConfig({ XINGJI_DATA: folder, XINGJI_JOBS: 'off', XINGJI_LOG: 'error', XINGJI_DOCS: 'off' })
  const app = await createApp(config, { clock: new StandingClock() })
  await app.init()
  const database = app.get(Database, { strict: false })
  const run = app.get(NoticeRun, { strict: false })
  try {
    await fill(database, size)
    const idle = []
    const busy = []
    for (let round = 0; round < rounds; round++) {
      idle.push(await timed(() => run.run()))
      await database.write((store) =>
        store.query(`UPDATE organisation SET "turnsOn" = '' WHERE "sequence" % ${size / changed} = ${round}`),
      )
      busy.push(await timed(() => run.run()))
    }
    return { idle: median(idle), busy: median(busy) }
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Processor time in milliseconds: what else the machine does meanwhile does not count, nor does waiting for the disk. */
async function timed(work) {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

/** Organisations whose records are copied in one transaction: a longer one reads back what it wrote itself. */
const batch = 1000

/** One society's records, copied for all by the database itself; nobody is to be looked at before July. */
async function fill(database, size) {
  const columns = '"organisation", "id", "revision", "deleted", "content", "state", "sequence"'
  await database.write(async (store) => {
    for (const [index, content] of contents.entries())
      await store.query(`INSERT INTO record (${columns}) VALUES (?, ?, 1, 0, ?, 'complete', ?)`, [
        template,
        `record-${index}`,
        content,
        index,
      ])
    await store.query(
      `WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < ${size - 1})
       INSERT INTO organisation ("id", "name", "standing", "society", "rubrics", "claimedBy", "claimedAt", "sequence", "head", "turnsOn")
       SELECT printf('organisation-%06d', n), '学会', 'approved', '{}', ?, 'account', '2018-01-01T00:00:00.000Z', n, '', '2018-07-15' FROM number`,
      [followed],
    )
    await store.query(
      `INSERT INTO membership ("organisation", "account", "role", "since") SELECT "id", 'account', 'secretary', '' FROM organisation`,
    )
  })
  // In the order of their keys, organisation by organisation: rows are added at the end and never in between.
  for (let first = 0; first < size; first += batch)
    await database.write((store) =>
      store.query(
        `INSERT INTO record (${columns}) SELECT o."id", r."id", 1, 0, r."content", 'complete', r."sequence"
         FROM organisation o CROSS JOIN record r
         WHERE o."sequence" BETWEEN ? AND ? AND r."organisation" = ? ORDER BY o."id", r."id"`,
        [first, first + batch - 1, template],
      ),
    )
}

const rows = []
for (const size of sizes) rows.push({ size, ...(await measure(size)) })
console.log(
  `The daily run over organisations of ${records} records, following ${followed}; processor time, medians of ${rounds}`,
)
for (const { size, idle, busy } of rows)
  console.log(
    `  ${String(size).padStart(6)} organisations   nothing turned: ${milliseconds(idle).padStart(9)}   ${changed} changed: ${milliseconds(busy).padStart(9)}`,
  )
const [first] = rows
for (const { size, idle, busy } of rows.slice(1))
  console.log(
    `  ${size} against ${first.size}: ${(size / first.size).toFixed(0)}x as many cost ${(busy / first.busy).toFixed(2)}x (nothing turned: ${(idle / first.idle).toFixed(2)}x)`,
  )
