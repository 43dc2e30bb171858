import { unsentText } from '../src/features/me/export'
import { unreadableView } from '../src/features/me/unreadable'
import { newEntry } from '../src/data/entry'
import { refused, acknowledged, frozen } from '../src/data/entry-answers'
import { fileRefused } from '../src/data/entry-files'
import { stateWords } from '../src/features/records/state-words'
import { waitingWords } from '../src/features/records/unsent'
import { settle, TestPhone } from './support/phone'

const id = '01930000-0000-7000-8000-000000000001'
const hash = 'a'.repeat(64)
const meeting = { id, kind: 'committee-meeting', on: '2026-03-05', title: '第一次党委会' }
const withPhoto = { ...meeting, evidence: [{ file: '照片1.jpg', hash, size: 9 }] }

describe('a refused record', () => {
  it('says why, and what to do where the content is wrong', () => {
    const entry = refused(frozen(newEntry(meeting)), { code: 'badDay', message: '日期不对。' })
    expect(stateWords(entry, 'rejected', '')).toBe(
      '服务器没有收：日期不对。请点“修改”，改好再保存；已经没有问题了就点“重试”。',
    )
  })

  it('does not ask to change a good record where it is the person who may not', () => {
    const entry = refused(frozen(newEntry(meeting)), { code: 'notAllowed', message: '请找秘书。' })
    const words = stateWords(entry, 'rejected', '')
    expect(words).toContain('请找秘书。')
    expect(words).toContain('重试')
    expect(words).not.toContain('修改')
  })

  it('goes again as it is on a retry, and is received once the reason is gone', async () => {
    const phone = new TestPhone()
    const app = await phone.start()
    await app.signIn('王秘书')
    await app.select({ id: '01930000-0000-7000-8000-00000000000a', name: '晨光学会', code: null, verified: false })
    await settle()
    const workspace = app.workspace.get()!
    phone.server.refusal = { status: 403, code: 'notAllowed', message: '请找秘书。' }
    await workspace.save(meeting)
    await settle()
    expect(workspace.state(workspace.book.get(id)!)).toBe('rejected')
    await workspace.retry(id)
    await settle()
    expect(workspace.state(workspace.book.get(id)!)).toBe('rejected')
    phone.server.refusal = undefined
    await workspace.retry(id)
    await settle()
    expect(workspace.state(workspace.book.get(id)!)).toBe('received')
  })
})

describe('the number of records not uploaded', () => {
  const waits = newEntry(meeting)
  const back = refused(frozen(waits), { code: 'badDay', message: '日期不对。' })
  const two = { ...waits, conflict: { revision: 2, deleted: true, record: null } }
  it('tells first of those that wait for the person', () => {
    expect(waitingWords([waits], true, 'reached')).toBe('存在这台设备上，联网后会接着上传')
    expect(waitingWords([waits, back, two], true, 'reached')).toBe('其中 2 条要您看一下：有冲突，或被退回')
  })
})

describe('what has not reached the server', () => {
  const organisation = { id: 'o', name: '晨光学会', code: null, verified: false }
  const exported = async (
    change: (workspace: Awaited<ReturnType<TestPhone['startLocally']>>['workspace']) => Promise<unknown>,
  ) => {
    const { workspace } = await new TestPhone().startLocally()
    await change(workspace)
    return JSON.parse(unsentText(workspace.book, organisation, (one) => one === hash)) as {
      records: { id: string; files?: object[] }[]
    }
  }

  it('is nothing where everything is received', async () => {
    const { records } = await exported((workspace) =>
      workspace.book.change(id, () => acknowledged(frozen(newEntry(withPhoto)), 1)),
    )
    expect(records).toEqual([])
  })

  it('names the files of a record that was never sent, and those a received one still waits for', async () => {
    const file = { file: '照片1.jpg', size: 9, hash, onThisDevice: true }
    const never = await exported((workspace) => workspace.book.change(id, () => newEntry(withPhoto)))
    expect(never.records).toMatchObject([{ id, files: [file] }])
    const waiting = await exported((workspace) =>
      workspace.book.change(id, () => acknowledged(frozen(newEntry(withPhoto)), 1, [hash], (one) => one === hash)),
    )
    expect(waiting.records).toMatchObject([{ id, files: [file] }])
  })

  it('says of a refused file why, and of one on another phone that it is not here', async () => {
    const other = 'b'.repeat(64)
    const record = { ...withPhoto, evidence: [...withPhoto.evidence, { file: '照片2.jpg', hash: other, size: 8 }] }
    const refusal = { code: 'fileType', message: '只能上传照片。' }
    const { records } = await exported((workspace) =>
      workspace.book.change(id, () =>
        fileRefused(
          acknowledged(frozen(newEntry(record)), 1, [hash, other], (one) => one === hash),
          hash,
          refusal,
        ),
      ),
    )
    expect(records[0]!.files).toEqual([
      { file: '照片1.jpg', size: 9, hash, onThisDevice: true, refusal },
      { file: '照片2.jpg', size: 8, hash: other, onThisDevice: false },
    ])
  })
})

describe('a text that cannot be read', () => {
  const view = (text: string) => unreadableView({ key: 'k', text })
  it('is named by what can still be picked out of it', () => {
    expect(view('{"version":1,"id":"x","record":{"on":"2026-03-05","title":"第一次党委会","peo')).toEqual({
      title: '第一次党委会',
      note: '2026-03-05 · 内容损坏，原样留着',
    })
    expect(view('')).toEqual({ title: '（空的）', note: '内容损坏，原样留着' })
    expect(view('x'.repeat(50)).title).toBe('x'.repeat(40))
  })
  it('is said to come back where a newer app wrote it', () => {
    expect(view('{"version":2,"record":{}}').note).toContain('自己回来')
  })
})
