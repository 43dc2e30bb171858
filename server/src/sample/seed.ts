import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Clock } from '../platform/clock.js'
import { newId } from '../platform/ids.js'
import { shiftYears } from './shift-years.js'

/** Who keeps the sample society's records; the development sign-in takes this name. */
export const sampleSecretary = '示例秘书'

interface SampleLedger {
  society: { name: string; code: string }
  records: { id: string }[]
  selfAssessment?: Record<string, Record<string, number>>
}

/**
 * Gives a development server a society with a year of records, moved to the present year, through the public API. It
 * may run at every start: what is there already, or was changed or deleted since, is left as it is.
 * @returns how many records were written
 */
export async function seedSample(address: string, file: string, clock: Clock): Promise<number> {
  const sampleYear = Number(/-(\d{4})\.yaml$/.exec(file)?.[1])
  const years = Number(clock.today().slice(0, 4)) - sampleYear
  const ledger = shiftYears(parse(readFileSync(file, 'utf8')), years) as SampleLedger
  const { name, code, ...society } = ledger.society
  const { body } = await send(`${address}/api/session/development`, 'POST', { name: sampleSecretary })
  const { token } = body as { token: string }
  const id = newId(new Date(0), createHash('sha256').update(code).digest())
  const place = `${address}/api/organisations/${id}`
  await send(`${address}/api/organisations`, 'POST', { id, name, code, society }, token)
  let written = 0
  for (const record of ledger.records) {
    const { status } = await send(`${place}/records/${record.id}`, 'PUT', { base: 0, record }, token)
    if (status === 201) written++
  }
  for (const [rubric, selfAssessment] of Object.entries(ledger.selfAssessment ?? {}))
    await send(`${place}/assessments/${rubric}`, 'PUT', { base: 0, selfAssessment }, token)
  return written
}

/** One call; a conflict means that somebody made something of the sample, and is no failure. */
async function send(
  url: string,
  method: string,
  body: unknown,
  token?: string,
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  })
  const answer = await response.text()
  if (!response.ok && response.status !== 409) throw new Error(`${method} ${url}: ${response.status} ${answer}`)
  return { status: response.status, body: JSON.parse(answer) as unknown }
}
