import type { Evidence, FlatRecord } from '@xingji/shared'
import { newEntry, type Entry } from '../src/data/entry'
import { freshName, namesFile, placesLeft, withEvidence } from '../src/features/evidence/evidence-draft'
import { evidenceView } from '../src/features/evidence/evidence-view'
import { stateWords } from '../src/features/records/state-words'

const hash = 'a'.repeat(64)
const other = 'b'.repeat(64)
const photo: Evidence = { file: '照片1.jpg', hash, size: 3 }
const record: FlatRecord = { id: 'x', kind: 'committee-meeting', on: '2026-03-05', evidence: [photo] }
const received: Entry = { ...newEntry(record), base: 1, dirty: false }
const refusal = { code: 'fileType', message: '只能上传照片。' }

describe('where a photo is', () => {
  const look = (entry: Entry | undefined, held: boolean, progress: [string, number][]) =>
    evidenceView(photo, entry, () => held, new Map(progress))
  const cases: [string, string, Entry | undefined, boolean, [string, number][]][] = [
    ['of a record being written', '已存在这台设备上', undefined, true, []],
    ['of a record not sent yet', '已存在这台设备上', newEntry(record), true, []],
    ['that waits for the network', '仅在本机，等着上传', { ...received, missingFiles: [hash] }, true, []],
    ['under way', '上传中 42%', { ...received, missingFiles: [hash] }, true, [[hash, 0.42]]],
    ['the server has', '服务器已收到', received, false, []],
    ['of another phone', '不在这台设备上', { ...received, filesElsewhere: [hash] }, false, []],
    ['of an edited record, not here', '不在这台设备上', { ...received, dirty: true }, false, []],
    [
      'given back',
      '服务器没有收：只能上传照片。',
      { ...received, missingFiles: [hash], refusedFiles: { [hash]: refusal } },
      true,
      [],
    ],
  ]
  it.each(cases)('%s: %s', (_, words, entry, held, progress) => {
    expect(look(entry, held, progress)).toMatchObject({ title: '照片1.jpg', kind: '照片', picture: true, words })
  })

  it('is said neither of a link nor of a bare name', () => {
    const plain = (one: Evidence) => evidenceView(one, received, () => false, new Map())
    expect(plain({ link: 'https://a.b/c', title: '报道' })).toMatchObject({ title: '报道', kind: '网址', words: '' })
    expect(plain({ file: '纪要.pdf' })).toMatchObject({ kind: 'PDF', words: '只记了名字，没有文件' })
    expect(plain({ file: '名单.xlsx', hash })).toMatchObject({ kind: 'Excel', picture: false })
  })
})

describe('evidence in a draft', () => {
  const link: Evidence = { link: 'https://a.b/c' }
  const draft: FlatRecord = { ...record, evidence: [photo, link] }

  it('comes last, or back to its place', () => {
    const added = withEvidence(record, link)
    expect(added.evidence).toEqual([photo, link])
    expect(withEvidence({ ...record, evidence: [link] }, photo, 0).evidence).toEqual([photo, link])
    expect(withEvidence({ id: 'x', kind: 'k' }, photo, 3).evidence).toEqual([photo])
  })

  it('is known by its bytes', () => {
    expect([namesFile(draft, hash), namesFile(draft, other), namesFile(draft, undefined)]).toEqual([true, false, false])
  })

  it('gets the first free number for a name', () => {
    expect(freshName(draft, true)).toBe('照片2')
    expect(freshName({ ...record, evidence: [{ ...photo, file: '照片2.jpg' }] }, true)).toBe('照片1')
    expect(freshName(draft, false)).toBe('文件1')
  })

  it('is at most a hundred pieces, nine at once', () => {
    expect(placesLeft(record)).toBe(9)
    const many = Array.from({ length: 95 }, (_, n) => ({ link: `https://a.b/${n}` }))
    expect(placesLeft({ ...record, evidence: many })).toBe(5)
    expect(placesLeft({ ...record, evidence: [...many, ...many.slice(0, 5)] })).toBe(0)
  })
})

describe('how far a record has come, in words', () => {
  const words = (entry: Entry, state: Parameters<typeof stateWords>[1]) => stateWords(entry, state, '联网后会接着上传')

  it('tells files that wait here from files of another phone', () => {
    expect(words({ ...received, missingFiles: [hash] }, 'incomplete')).toBe(
      '服务器已收到文字。还有 1 份佐证材料联网后会接着上传。',
    )
    const elsewhere = words({ ...received, filesElsewhere: [hash, other] }, 'incomplete')
    expect(elsewhere).toContain('还缺 2 份佐证材料，不在这台设备上')
    expect(elsewhere).toContain('重新加')
  })

  it('says why a file came back and what to do, each reason once', () => {
    const back = { ...received, missingFiles: [hash, other], refusedFiles: { [hash]: refusal, [other]: refusal } }
    expect(words(back, 'rejected')).toBe(
      '服务器收到了文字，但有 2 份佐证材料没有收：只能上传照片。请点“修改”，去掉或换掉后再保存；不想换就点“重试”再传一次。',
    )
    expect(words({ ...received, refusal: { code: 'x', message: '您不是秘书。' } }, 'rejected')).toContain(
      '您不是秘书。',
    )
  })
})
