import { AccountsRepository } from '../../server/src/modules/accounts/accounts.repository.js'
import { AssessmentsRepository } from '../../server/src/modules/assessments/assessments.repository.js'
import { FilesRepository } from '../../server/src/modules/files/files.repository.js'
import type { Invitation } from '../../server/src/modules/invitations/invitation.entity.js'
import { InvitationsRepository } from '../../server/src/modules/invitations/invitations.repository.js'
import { chainOf, JournalRepository, journalStart } from '../../server/src/modules/journal/journal.repository.js'
import { MembershipsRepository } from '../../server/src/modules/memberships/memberships.repository.js'
import type { Organisation } from '../../server/src/modules/organisations/organisation.entity.js'
import { OrganisationsRepository } from '../../server/src/modules/organisations/organisations.repository.js'
import type { Revision, StoredRecord } from '../../server/src/modules/records/record.entity.js'
import { RecordsRepository } from '../../server/src/modules/records/records.repository.js'
import { Overtaken } from '../../server/src/platform/database/retry.js'
import { onEachDatabase } from '../support/database'
import { type OpenDatabase, openDatabase } from '../support/database-in-process'
import { newCreditCode, newId } from '../support/personas'
import { FakeClock } from '../support/server-in-process'

const at = '2018-06-01T00:00:00.000Z'

onEachDatabase('repositories', (kind) => {
  const clock = new FakeClock(at)
  const organisations = new OrganisationsRepository()
  const journal = new JournalRepository(clock)
  let open: OpenDatabase
  let organisation: string

  beforeAll(async () => {
    open = await openDatabase(kind)
  })
  afterAll(() => open?.close())

  const read = <T>(work: Parameters<OpenDatabase['database']['read']>[0]): Promise<T> =>
    open.database.read(work) as Promise<T>
  const write: OpenDatabase['database']['write'] = (work) => open.database.write(work)
  const fresh = (): Organisation => ({
    id: newId(),
    name: '学会',
    code: newCreditCode(),
    standing: 'claimed',
    society: '{}',
    rubrics: '[]',
    claimedBy: newId(),
    claimedAt: at,
    sequence: 0,
    head: journalStart,
    turnsOn: '',
  })

  beforeEach(async () => {
    const made = fresh()
    organisation = made.id
    await write((store) => organisations.add(store, made))
  })

  describe('organisations', () => {
    it('are found by id and code, and changed', async () => {
      const made = fresh()
      await write((store) => organisations.add(store, made))
      expect(await read((store) => organisations.find(store, made.id))).toEqual(made)
      expect(await read((store) => organisations.findCode(store, made.code!))).toEqual(made)
      await write((store) => organisations.change(store, made.id, { standing: 'rejected', code: null }))
      expect(await read((store) => organisations.find(store, made.id))).toMatchObject({
        standing: 'rejected',
        code: null,
      })
      expect(await read((store) => organisations.find(store, newId()))).toBeNull()
    })

    it('share no code, except none', async () => {
      const made = fresh()
      await write((store) => organisations.add(store, made))
      await expect(
        open.source.transaction((store) => organisations.add(store, { ...fresh(), code: made.code })),
      ).rejects.toThrow()
      await write((store) => organisations.add(store, { ...fresh(), code: null }))
      await write((store) => organisations.add(store, { ...fresh(), code: null }))
    })

    it('are listed by standing, the oldest claim first', async () => {
      const late = { ...fresh(), standing: 'approved' as const, claimedAt: '2018-07-01T00:00:00.000Z' }
      const early = { ...fresh(), standing: 'approved' as const }
      for (const one of [late, early]) await write((store) => organisations.add(store, one))
      const found = await read<Organisation[]>((store) => organisations.list(store, 'approved', 10))
      expect(found.map(({ id }) => id)).toEqual([early.id, late.id])
    })
  })

  describe('the journal', () => {
    const deed = { account: newId(), action: 'record.put', subject: newId(), content: 'c'.repeat(64) }

    it('numbers without gaps and chains, however many write', async () => {
      await Promise.all(
        Array.from({ length: 15 }, () =>
          write(async (store) => {
            const turn = await journal.open(store, organisation)
            await turn.append(deed)
            await turn.append(deed)
          }),
        ),
      )
      const entries = await read<Awaited<ReturnType<JournalRepository['entries']>>>((store) =>
        journal.entries(store, organisation),
      )
      expect(entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
      let chain = journalStart
      for (const entry of entries) {
        chain = chainOf(chain, entry)
        expect(entry.chain).toBe(chain)
      }
      expect(await read((store) => journal.end(store, organisation))).toEqual({ sequence: 30, chain })
      expect(await read((store) => journal.chainAt(store, organisation, 30))).toBe(chain)
      expect(await read((store) => journal.chainAt(store, organisation, 0))).toBe(journalStart)
      expect(await read((store) => journal.chainAt(store, organisation, 31))).toBeUndefined()
    })

    it('notices every change of an entry', () => {
      const entry = { ...deed, organisation, sequence: 1, at }
      const chain = chainOf(journalStart, entry)
      for (const change of [
        { sequence: 2 },
        { at: '2018' },
        { account: 'x' },
        { action: 'x' },
        { subject: 'x' },
        { content: 'x' },
      ])
        expect(chainOf(journalStart, { ...entry, ...change })).not.toBe(chain)
      expect(chainOf('1'.repeat(64), entry)).not.toBe(chain)
    })

    it('forgets a turn that failed', async () => {
      const failing = write(async (store) => {
        await (await journal.open(store, organisation)).append(deed)
        throw new Error('stop')
      })
      await expect(failing).rejects.toThrow('stop')
      expect(await read((store) => journal.end(store, organisation))).toEqual({ sequence: 0, chain: journalStart })
    })
  })

  describe('records', () => {
    const records = new RecordsRepository()
    const record = (change: Partial<StoredRecord> = {}): StoredRecord => {
      return {
        organisation,
        id: newId(),
        revision: 1,
        deleted: false,
        content: '{"id":"x"}',
        state: 'accepted',
        sequence: 1,
        ...change,
      }
    }
    const line = ({ organisation: of, id, revision, deleted, content }: StoredRecord): Revision => {
      return { organisation: of, record: id, revision, deleted, content, hash: '0', sent: '0', account: newId(), at }
    }
    const put = (one: StoredRecord): Promise<void> => write((store) => records.put(store, one, line(one)))

    it('replace exactly the revision before them', async () => {
      const first = record()
      await put(first)
      const second = { ...first, revision: 2, deleted: true, sequence: 2, content: '{"长":"文😀"}' }
      await put(second)
      expect(await read((store) => records.find(store, organisation, first.id))).toEqual(second)
      const stale = { ...first, revision: 2, sequence: 3 }
      await expect(open.source.transaction((store) => records.put(store, stale, line(stale)))).rejects.toThrow(
        Overtaken,
      )
      const history = await read<Revision[]>((store) => records.history(store, organisation, first.id))
      expect(history.map(({ revision, deleted }) => [revision, deleted])).toEqual([
        [2, true],
        [1, false],
      ])
      expect(await read((store) => records.findRevision(store, organisation, first.id, 1))).toMatchObject({
        revision: 1,
      })
    })

    it('of one id belong to their organisation', async () => {
      const mine = record()
      await put(mine)
      const other = fresh()
      await write((store) => organisations.add(store, other))
      expect(await read((store) => records.find(store, other.id, mine.id))).toBeNull()
      await put({ ...mine, organisation: other.id, content: '{}' })
      expect(await read((store) => records.find(store, organisation, mine.id))).toEqual(mine)
    })

    it('come in the order of their last change, up to a number', async () => {
      const all = [3, 1, 2, 4].map((sequence) => record({ sequence }))
      for (const one of all) await put(one)
      const page = async (after: number, upTo: number, limit: number): Promise<number[]> => {
        const found = await read<StoredRecord[]>((store) => records.changed(store, organisation, after, upTo, limit))
        return found.map(({ sequence }) => sequence)
      }
      expect(await page(0, 9, 9)).toEqual([1, 2, 3, 4])
      expect(await page(1, 3, 9)).toEqual([2, 3])
      expect(await page(0, 9, 2)).toEqual([1, 2])
      expect(await page(4, 4, 9)).toEqual([])
    })

    it('know which files they wait for', async () => {
      const files = new FilesRepository()
      const [here, missing] = ['a'.repeat(64), 'b'.repeat(64)]
      const file = { organisation, hash: here, size: 3, type: 'application/pdf', account: newId(), at }
      const one = record()
      await put(one)
      await write((store) => files.add(store, file))
      await write((store) => records.setFiles(store, organisation, one.id, [missing, here]))
      expect(await read((store) => files.find(store, organisation, here))).toEqual(file)
      expect(await read((store) => records.missingFiles(store, organisation, one.id))).toEqual([missing])
      expect(await read((store) => records.waitingFor(store, organisation, missing))).toEqual([one.id])
      await write((store) => records.setState(store, organisation, one.id, 'complete', 2))
      expect(await read((store) => records.waitingFor(store, organisation, missing))).toEqual([])
      await write((store) => records.setFiles(store, organisation, one.id, []))
      expect(await read((store) => records.missingFiles(store, organisation, one.id))).toEqual([])
    })

    it('are read for scoring from a place in the journal on, with the deleted ones, whatever their size', async () => {
      const large = record({ content: JSON.stringify({ note: '大'.repeat(60_000) }) })
      await put(large)
      const gone = record({ deleted: true, sequence: 2 })
      await put(gone)
      expect(await read((store) => records.since(store, organisation, 0))).toEqual([large, gone])
      expect(await read((store) => records.since(store, organisation, 1))).toEqual([gone])
      expect(await read((store) => records.since(store, organisation, 2))).toEqual([])
      expect(await read((store) => records.contents(store, organisation))).toEqual([large.content])
    })
  })

  describe('people', () => {
    const accounts = new AccountsRepository()
    const memberships = new MembershipsRepository()
    const invitations = new InvitationsRepository()

    it('are members with a role, in the order they came', async () => {
      const [alice, bob] = ['alice', 'bob'].map((name) => ({ id: newId(), identity: newId(), name, createdAt: at }))
      for (const one of [alice!, bob!]) await write((store) => accounts.add(store, one))
      const since = { [alice!.id]: '2018-02-01T00:00:00.000Z', [bob!.id]: '2018-01-01T00:00:00.000Z' }
      for (const { id: account } of [alice!, bob!])
        await write((store) =>
          memberships.add(store, { organisation, account, role: 'viewer', since: since[account]! }),
        )
      await write((store) => memberships.setRole(store, organisation, alice!.id, 'secretary'))
      await write((store) => accounts.rename(store, alice!.id, '王秘书'))
      expect(await read((store) => memberships.members(store, organisation))).toEqual([
        { account: bob!.id, name: 'bob', role: 'viewer', since: since[bob!.id] },
        { account: alice!.id, name: '王秘书', role: 'secretary', since: since[alice!.id] },
      ])
      expect(await read((store) => memberships.countRole(store, organisation, 'secretary'))).toBe(1)
      expect(await read((store) => memberships.organisationsOf(store, alice!.id))).toMatchObject([
        { organisation: { id: organisation }, role: 'secretary' },
      ])
      await write((store) => memberships.remove(store, organisation, bob!.id))
      expect(await read((store) => memberships.find(store, organisation, bob!.id))).toBeNull()
      expect(await read((store) => memberships.organisationsOf(store, bob!.id))).toEqual([])
    })

    const invitation = (change: Partial<Invitation> = {}): Invitation => ({
      id: newId(),
      organisation,
      purpose: 'join',
      role: 'viewer',
      codeHash: newId(),
      createdBy: newId(),
      createdAt: at,
      expiresAt: '2018-06-08T00:00:00.000Z',
      acceptedBy: null,
      acceptedAt: null,
      withdrawnAt: null,
      ...change,
    })

    it('accept an invitation once, in time, and not after it was withdrawn', async () => {
      const [one, withdrawn] = [invitation(), invitation()]
      for (const each of [one, withdrawn]) await write((store) => invitations.add(store, each))
      const accept = ({ id }: Invitation, when: string): Promise<boolean> =>
        write((store) => invitations.accept(store, id, newId(), when))
      expect(await read((store) => invitations.findCode(store, one.codeHash))).toEqual(one)
      expect(await accept(one, '2018-06-08T00:00:00.000Z')).toBe(false)
      expect(await accept(one, '2018-06-07T23:59:59.999Z')).toBe(true)
      expect(await accept(one, '2018-06-07T23:59:59.999Z')).toBe(false)
      expect(await write((store) => invitations.withdraw(store, organisation, withdrawn.id, at))).toBe(true)
      expect(await write((store) => invitations.withdraw(store, organisation, withdrawn.id, at))).toBe(false)
      expect(await write((store) => invitations.withdraw(store, newId(), one.id, at))).toBe(false)
      expect(await accept(withdrawn, at)).toBe(false)
      expect(await read((store) => invitations.open(store, organisation, at))).toEqual([])
    })
  })

  it('assessments replace exactly the revision before them', async () => {
    const assessments = new AssessmentsRepository()
    const first = { organisation, rubric: 'cast-2018', revision: 1, selfAssessment: '{}', claims: '{}' }
    await write((store) => assessments.put(store, first))
    const second = { ...first, revision: 2, claims: '{"r":"none"}' }
    await write((store) => assessments.put(store, second))
    await expect(open.source.transaction((store) => assessments.put(store, second))).rejects.toThrow(Overtaken)
    expect(await read((store) => assessments.find(store, organisation, 'cast-2018'))).toEqual(second)
    expect(await read((store) => assessments.find(store, organisation, 'wuhan-party-led'))).toBeNull()
  })
})
