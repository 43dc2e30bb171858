import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '../e2e/client.js'
import type { Hand } from './hand.js'
import { ServerProcess } from './server-process.js'

/** A server whose clock the test sets, and that runs its jobs. */
export interface ReminderServer {
  server: ServerProcess
  /** Ten in the morning of a day. */
  setDay: (day: string) => void
  stop: () => Promise<void>
}

/** It stands at a day; 24 December 2018, a week before much is due, unless told otherwise. */
export async function startReminderServer(
  settings: Record<string, string> = {},
  day = '2018-12-24',
): Promise<ReminderServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xingji-clock-'))
  const clock = join(folder, 'now')
  const setDay = (to: string): void => {
    writeFileSync(`${clock}.next`, `${to}T02:00:00.000Z`)
    renameSync(`${clock}.next`, clock)
  }
  setDay(day)
  const server = await ServerProcess.start({ XINGJI_TEST_CLOCK: clock, XINGJI_JOBS_EVERY: '200', ...settings })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server, setDay, stop }
}

/** Waits until the jobs have told a person something, and opens the reminders from 我的. */
export async function openReminders(hand: Hand, client: Client): Promise<void> {
  await hand.until('something is due', async () => (await client.send<{ unread: number }>('GET', 'inbox')).unread > 0)
  await hand.tap('tab-me')
  await hand.until('the way to the reminders is there', () => hand.sees('open-inbox'))
  await hand.tap('open-inbox')
  await hand.until('the unread reminders are there', () => hand.sees('read-all'))
}
