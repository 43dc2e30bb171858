import { JobRunner } from '../../server/src/platform/jobs/job-runner.js'
import type { Person } from './personas'
import type { ServerInProcess } from './server-in-process'

/** One round of all jobs. */
export const runJobs = (server: ServerInProcess): Promise<void> => server.app.get(JobRunner).runAll()

/** Lets days go by, with a round of the jobs on each. */
export async function liveThrough(server: ServerInProcess, days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    await runJobs(server)
    server.clock.pass(1)
  }
}

export interface Entry {
  id: string
  at: string
  due: string
  duty: string
  moment: string
  title: string
  body: string
  read: boolean
  sent: { channel: string; state: string }[]
}

/** Somebody's whole inbox, the oldest first. */
export async function inboxOf(person: Person): Promise<Entry[]> {
  const entries: Entry[] = []
  for (let before = ''; ;) {
    const { status, text, body } = await person.get(`inbox?limit=100${before && `&before=${before}`}`)
    if (status !== 200) throw new Error(text)
    entries.push(...body.entries)
    if (body.before === undefined) return entries.reverse()
    before = encodeURIComponent(body.before)
  }
}

/** `2018-12-24 week 报送党委年度全面报告`: day, moment and duty, sorted. */
export const linesOf = (entries: readonly Entry[]): string[] =>
  entries.map(({ at, moment, title }) => `${shanghaiDay(at)} ${moment} ${title}`).sort()

const shanghaiDay = (at: string): string => new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 10)
