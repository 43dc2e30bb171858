import { type Entry, type SyncState } from '../../data/entry'
import { isOfPerson } from '../../data/entry-answers'

/** How far a record has come, in a sentence or two, with what to do where it is stuck. `connection`: why it waits. */
export function stateWords(entry: Entry, state: SyncState, connection: string): string {
  switch (state) {
    case 'local':
      return `${connection}。`
    case 'sending':
      return '正在上传。'
    case 'received':
      return '服务器已收到。'
    case 'incomplete':
      return incompleteWords(entry, connection)
    case 'conflict':
      return '这条记录在别处也改过，请在下面对照两个版本。'
    case 'rejected':
      return rejectedWords(entry)
  }
}

function incompleteWords({ missingFiles = [], filesElsewhere = [] }: Entry, connection: string): string {
  const here = missingFiles.length > 0 ? `还有 ${missingFiles.length} 份佐证材料${connection}。` : ''
  const elsewhere =
    filesElsewhere.length > 0
      ? `还缺 ${filesElsewhere.length} 份佐证材料，不在这台设备上：请打开加它的那台设备，联网上传；找不到了就点“修改”，去掉后重新加。`
      : ''
  return `服务器已收到文字。${here}${elsewhere}`
}

function rejectedWords({ refusal, refusedFiles = {} }: Entry): string {
  if (refusal && isOfPerson(refusal))
    return `服务器没有收：${refusal.message}内容都还在这台设备上，办好以后点“重试”再传一次。`
  if (refusal) return `服务器没有收：${refusal.message}请点“修改”，改好再保存；已经没有问题了就点“重试”。`
  const reasons = [...new Set(Object.values(refusedFiles).map(({ message }) => message))]
  return `服务器收到了文字，但有 ${Object.keys(refusedFiles).length} 份佐证材料没有收：${reasons.join('')}请点“修改”，去掉或换掉后再保存；不想换就点“重试”再传一次。`
}
