import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common'
import type { Clock } from '../clock.js'
import type { JobsConfig } from '../config.js'
import type { Database } from '../database/database.js'
import type { Job } from './job.js'
import { JobRun } from './job-run.entity.js'

/** A job's health for the operator. */
export interface JobHealth {
  job: string
  /** When it last ended well, over all processes; null: never. */
  lastRun: string | null
  /** Seconds since then. */
  lag: number | null
  lastFailure: { at: string; message: string } | null
}

/** Runs are noted this often, so that an idle server hardly writes. */
const noteEvery = 60_000
const longestFailure = 500

/** Runs the jobs one after the other, again and again, until the server stops. */
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('jobs')
  private readonly noted = new Map<string, number>()
  private timer: NodeJS.Timeout | undefined
  private round: Promise<void> | undefined
  private hasStopped = false

  constructor(
    private readonly jobs: readonly Job[],
    private readonly config: JobsConfig,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.isOn) this.schedule()
  }

  /** Waits for the round under way: what it claimed it also finishes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.hasStopped = true
    clearTimeout(this.timer)
    await this.round
  }

  async health(): Promise<JobHealth[]> {
    const rows = await this.database.read((store) => store.find(JobRun))
    const now = this.clock.now().getTime()
    return this.jobs.map(({ name }) => {
      const row = rows.find(({ job }) => job === name)
      const lastRun = row?.finishedAt ?? null
      return {
        job: name,
        lastRun,
        lag: lastRun === null ? null : Math.max(0, Math.round((now - Date.parse(lastRun)) / 1000)),
        lastFailure: row?.failedAt ? { at: row.failedAt, message: row.failure ?? '' } : null,
      }
    })
  }

  /** One round of all jobs; one that fails does not keep the others from running. */
  async runAll(): Promise<void> {
    for (const job of this.jobs) {
      if (this.hasStopped) return
      try {
        await job.run()
        await this.note(job.name)
      } catch (error) {
        this.logger.error(error)
        await this.noteFailure(job.name, error).catch((second: unknown) => this.logger.error(second))
      }
    }
  }

  private schedule(): void {
    // A little by chance, so that processes started together do not all come at once.
    const pause = this.config.every * (0.75 + Math.random() / 2)
    this.timer = setTimeout(() => {
      this.round = this.runAll().finally(() => {
        if (!this.hasStopped) this.schedule()
      })
    }, pause)
  }

  private async note(job: string): Promise<void> {
    const now = this.clock.now().getTime()
    const last = this.noted.get(job)
    if (last !== undefined && Math.abs(now - last) < noteEvery) return
    this.noted.set(job, now)
    await this.keep({ job, finishedAt: new Date(now).toISOString() })
  }

  private noteFailure(job: string, error: unknown): Promise<void> {
    const failure = (error instanceof Error ? error.message : String(error)).slice(0, longestFailure)
    return this.keep({ job, failedAt: this.clock.stamp(), failure })
  }

  private keep(change: Partial<JobRun> & Pick<JobRun, 'job'>): Promise<void> {
    return this.database.write(async (store) => {
      const { affected } = await store.update(JobRun, { job: change.job }, change)
      if (affected === 0 && !(await store.findOneBy(JobRun, { job: change.job })))
        await store.insert(JobRun, { finishedAt: null, failedAt: null, failure: null, ...change })
    })
  }
}
