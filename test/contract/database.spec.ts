import type { DataSource } from 'typeorm'
import { Account } from '../../server/src/modules/accounts/account.entity.js'
import { Database } from '../../server/src/platform/database/database.js'
import { isDuplicate, isRetryable, Overtaken } from '../../server/src/platform/database/retry.js'
import { onEachDatabase } from '../support/database'
import { type OpenDatabase, openDatabase } from '../support/database-in-process'
import { newId } from '../support/personas'

const account = (identity = newId()): Account => ({
  id: newId(),
  identity,
  name: '甲',
  createdAt: '2018-01-01T00:00:00.000Z',
})

onEachDatabase('the way to the database', (kind) => {
  let open: OpenDatabase
  let database: Database

  beforeAll(async () => {
    open = await openDatabase(kind)
    database = open.database
  })
  afterAll(() => open?.close())

  const find = (id: string): Promise<Account | null> => database.read((store) => store.findOneBy(Account, { id }))

  it('writes all or nothing', async () => {
    const one = account()
    const failing = database.write(async (store) => {
      await store.insert(Account, one)
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await find(one.id)).toBeNull()
  })

  it('shows nobody what is half done, and undoes only its own', async () => {
    const [kept, undone] = [account(), account()]
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const failing = database.write(async (store) => {
      await store.insert(Account, undone)
      await held
      throw new Error('stop')
    })
    const seen = find(undone.id)
    const writing = database.write((store) => store.insert(Account, kept))
    setTimeout(release, 50)
    await expect(failing).rejects.toThrow('stop')
    await writing
    expect(await seen).toBeNull()
    expect(await find(kept.id)).toMatchObject(kept)
    expect(await find(undone.id)).toBeNull()
  })

  it('runs a unit again when another writer was first, a bounded number of times', async () => {
    let tries = 0
    expect(await database.write(async () => (++tries < 3 ? Promise.reject(new Overtaken()) : 'done'))).toBe('done')
    expect(tries).toBe(3)
    tries = 0
    await expect(database.write(() => Promise.reject(++tries && new Overtaken()))).rejects.toThrow(Overtaken)
    expect(tries).toBe(8)
    tries = 0
    await expect(database.write(() => Promise.reject(++tries && new Error('no')))).rejects.toThrow('no')
    expect(tries).toBe(1)
  })

  it('knows a key that is taken', async () => {
    const one = account()
    await database.write((store) => store.insert(Account, one))
    for (const taken of [{ ...account(), id: one.id }, account(one.identity)]) {
      const error: unknown = await open.source.manager.insert(Account, taken).catch((reason: unknown) => reason)
      expect([isDuplicate(error), isRetryable(error)]).toEqual([true, true])
    }
  })

  it('tells identities apart by case', async () => {
    const [small, large] = [account('wechat:oAbC'), account('wechat:oabc')]
    await database.write((store) => store.insert(Account, [small, large]))
    expect(await database.read((store) => store.findOneBy(Account, { identity: 'wechat:oAbC' }))).toMatchObject({
      id: small.id,
    })
  })

  it('keeps every character', async () => {
    const one = { ...account(), name: '𠮷田😀\'"\\%_' }
    await database.write((store) => store.insert(Account, one))
    expect(await find(one.id)).toMatchObject(one)
  })

  it('waits for another process that is writing', async () => {
    const source = await open.again()
    const other = new Database(source)
    const [held, late] = [account(), account()]
    let release = (): void => undefined
    const holding = database.write(async (store) => {
      await store.insert(Account, held)
      await new Promise<void>((resolve) => (release = resolve))
    })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const writing = other.write((store) => store.insert(Account, late))
    setTimeout(() => release(), 60)
    await Promise.all([holding, writing])
    expect([await find(held.id), await find(late.id)]).toMatchObject([held, late])
  })

  it('answers whether it is up', async () => {
    expect(await database.isUp()).toBe(true)
    const closed: DataSource = await open.again()
    const gone = new Database(closed)
    await closed.destroy()
    expect(await gone.isUp()).toBe(false)
    await closed.initialize()
  })
})

onEachDatabase('migrations', (kind) => {
  let open: OpenDatabase

  beforeAll(async () => {
    open = await openDatabase(kind)
  })
  afterAll(() => open?.close())

  it('give every table a primary key and everything its entities need', async () => {
    const runner = open.source.createQueryRunner()
    for (const { tableName, columns } of open.source.entityMetadatas) {
      const table = await runner.getTable(tableName)
      expect(table?.primaryColumns.map(({ name }) => name).sort()).toEqual(
        columns
          .filter(({ isPrimary }) => isPrimary)
          .map(({ databaseName }) => databaseName)
          .sort(),
      )
      expect(table?.columns.map(({ name }) => name).sort()).toEqual(
        columns.map(({ databaseName }) => databaseName).sort(),
      )
    }
    await runner.release()
  })

  it('can be undone and run again', async () => {
    for (const _ of open.source.migrations) await open.source.undoLastMigration()
    const runner = open.source.createQueryRunner()
    expect(await runner.hasTable('record')).toBe(false)
    await runner.release()
    await open.source.runMigrations()
    expect(await open.database.read((store) => store.count(Account))).toBe(0)
  })
})
