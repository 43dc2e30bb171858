import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sampleSecretary, seedSample } from '../../server/src/sample/seed.js'
import { Person, signIn } from '../support/personas'
import { withServer } from '../support/server'
import { FakeClock } from '../support/server-in-process'

const rubrics = process.env.XINGJI_RUBRICS ?? resolve(__dirname, '../../rubrics')
const sample = join(rubrics, 'samples/society-2018.yaml')

describe('a fresh development server', () => {
  it('gets a sample society of the present year once, and what was changed since stays', () =>
    withServer({}, async (server) => {
      const clock = new FakeClock('2024-05-01T00:00:00Z')
      const count = await seedSample(server.url, sample, clock)
      expect(count).toBeGreaterThan(50)
      const secretary = await signIn(server, sampleSecretary)
      const [{ organisation }] = (await secretary.get('me')).body.memberships
      const { body } = await secretary.get(`organisations/${organisation.id}/changes?limit=500`)
      expect(body.changes).toHaveLength(count)
      const years = new Set(body.changes.map(({ record }: { record: { on?: string } }) => record.on?.slice(0, 4)))
      expect(years).toContain('2024')
      expect(years).not.toContain('2018')
      const [first] = body.changes
      await secretary.delete(`organisations/${organisation.id}/records/${first.id}?base=1`)
      const second = body.changes[1].record
      await secretary.put(`organisations/${organisation.id}/records/${second.id}`, {
        base: 1,
        record: { ...second, title: '改过的标题' },
      })
      await secretary.put(`organisations/${organisation.id}/assessments/cast-2018`, { selfAssessment: {} })
      expect(await seedSample(server.url, sample, clock)).toBe(0)
      clock.pass(366)
      expect(await seedSample(server.url, sample, clock)).toBe(0)
      const at = `organisations/${organisation.id}`
      expect((await secretary.get(`${at}/records/${first.id}`)).body.deleted).toBe(true)
      expect((await secretary.get(`${at}/records/${second.id}`)).body.record.title).toBe('改过的标题')
      expect((await secretary.get(`${at}/assessments/cast-2018`)).body.selfAssessment).toEqual({})
    }))

  it('serves the app beside the API, and nothing beyond its folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xingji-app-'))
    mkdirSync(join(folder, 'app'))
    writeFileSync(join(folder, 'app', 'index.html'), '<title>星迹</title>')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    try {
      await withServer({ env: { XINGJI_APP: join(folder, 'app') } }, async (server) => {
        const page = await fetch(server.url)
        expect([page.status, await page.text()]).toEqual([200, '<title>星迹</title>'])
        expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
        for (const path of ['../secret.txt', '..%2Fsecret.txt', '%2e%2e/secret.txt', 'none.js'])
          expect((await fetch(`${server.url}/${path}`)).status).toBeGreaterThanOrEqual(400)
        expect((await new Person(server, 'visitor').get('health')).status).toBe(200)
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
