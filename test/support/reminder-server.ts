import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '../e2e/client.js'
import type { Hand } from './hand.js'
import { ServerProcess } from './server-process.js'

/** A server that stands at ten in the morning of 24 December 2018, a week before much is due, and runs its jobs. */
export async function startReminderServer(
  settings: Record<string, string> = {},
): Promise<{ server: ServerProcess; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'xingji-clock-'))
  const clock = join(folder, 'now')
  writeFileSync(clock, '2018-12-24T02:00:00.000Z')
  const server = await ServerProcess.start({ XINGJI_TEST_CLOCK: clock, XINGJI_JOBS_EVERY: '200', ...settings })
  const stop = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { server, stop }
}

/** Waits until the jobs have told a person something, and opens the reminders from 我的. */
export async function openReminders(hand: Hand, client: Client): Promise<void> {
  await hand.until('something is due', async () => (await client.send<{ unread: number }>('GET', 'inbox')).unread > 0)
  await hand.tap('tab-me')
  await hand.until('the way to the reminders is there', () => hand.sees('open-inbox'))
  await hand.tap('open-inbox')
  await hand.until('the unread reminders are there', () => hand.sees('read-all'))
}
