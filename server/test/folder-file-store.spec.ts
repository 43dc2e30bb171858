import { mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { TooManyBytes } from '../src/platform/files/file-store.js'
import { FolderFileStore } from '../src/platform/files/folder-file-store.js'
import { sha256 } from '../src/platform/ids.js'

let folder: string
let store: FolderFileStore

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xingji-files-'))
  store = new FolderFileStore(folder)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const incoming = (): string[] => readdirSync(path.join(folder, 'incoming'))
const bytes = (...chunks: string[]): Readable => Readable.from(chunks.map((chunk) => Buffer.from(chunk)))

describe('the folder of evidence', () => {
  it('counts what comes in and gives it back from its place', async () => {
    const arrival = await store.receive(bytes('会议', '纪要'), 100)
    expect([arrival.hash, arrival.size]).toEqual([sha256('会议纪要'), 12])
    expect((await arrival.read(6, 6)).toString()).toBe('纪要')
    await arrival.keep('org')
    expect(incoming()).toEqual([])
    expect(await text((await store.open('org', arrival.hash))!)).toBe('会议纪要')
    expect(await store.open('other', arrival.hash)).toBeUndefined()
  })

  it('keeps nothing of what was discarded, too large or cut off', async () => {
    await (await store.receive(bytes('x'), 1)).discard()
    await expect(store.receive(bytes('xx', 'x'), 2)).rejects.toThrow(TooManyBytes)
    const cut = new Readable({ read: () => undefined })
    const receiving = store.receive(cut, 100)
    cut.push('half')
    cut.destroy(new Error('gone'))
    await expect(receiving).rejects.toThrow('gone')
    expect(incoming()).toEqual([])
  })

  it('sweeps out what a killed process left, not what is on its way', async () => {
    await store.sweep()
    for (const name of ['old', 'new']) writeFileSync(path.join(folder, 'incoming', name), '')
    utimesSync(path.join(folder, 'incoming', 'old'), new Date(0), new Date(0))
    // Another process moves a file away between the look into the folder and the look at the file: like a link to nowhere.
    symlinkSync(path.join(folder, 'gone'), path.join(folder, 'incoming', 'moving'))
    await store.sweep()
    expect(incoming().sort()).toEqual(['moving', 'new'])
  })
})
