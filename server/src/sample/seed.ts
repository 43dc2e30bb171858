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
 * Gives a development server a society with a year of records, moved to the present year, through the public API. A
 * society that is already there is left as its user has made it.
 * @returns how many records were written
 */
export async function seedSample(address: string, file: string, clock: Clock): Promise<number> {
  const text = readFileSync(file, 'utf8')
  const sampleYear = Number(/-(\d{4})\.yaml$/.exec(file)?.[1])
  const years = Number(clock.today().slice(0, 4)) - sampleYear
  const ledger = shiftYears(parse(text), years) as SampleLedger
  const { name, code, ...society } = ledger.society
  const { token } = await send<{ token: string }>(`${address}/api/session/development`, 'POST', {
    name: sampleSecretary,
  })
  const id = newId(new Date(0), createHash('sha256').update(code).digest())
  const organisations = `${address}/api/organisations`
  const me = await send<{ memberships: { organisation: { id: string } }[] }>(
    `${address}/api/me`,
    'GET',
    undefined,
    token,
  )
  if (me.memberships.some(({ organisation }) => organisation.id === id)) return 0
  await send(organisations, 'POST', { id, name, code, society }, token)
  for (const record of ledger.records)
    await send(`${organisations}/${id}/records/${record.id}`, 'PUT', { base: 0, record }, token)
  for (const [rubric, selfAssessment] of Object.entries(ledger.selfAssessment ?? {}))
    await send(`${organisations}/${id}/assessments/${rubric}`, 'PUT', { selfAssessment }, token)
  return ledger.records.length
}

async function send<T>(url: string, method: string, body: unknown, token?: string): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${answer}`)
  return JSON.parse(answer) as T
}
