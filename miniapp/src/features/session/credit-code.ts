/**
 * What is wrong with a 统一社会信用代码 as typed; undefined when nothing is seen. Whether it is the right one, and nobody
 * else's, only the server can say.
 */
export function codeProblem(typed: string, needed: boolean): string | undefined {
  const code = typed.trim().toUpperCase()
  if (code === '') return needed ? '请填登记证书上的 18 位统一社会信用代码。' : undefined
  if (code.length !== 18) return `统一社会信用代码是 18 位，这里有 ${code.length} 位，请对照登记证书核对。`
  if (/[^0-9A-HJ-NP-RTUW-Y]/.test(code))
    return '统一社会信用代码只有数字和大写字母（没有 I、O、S、V、Z），请对照登记证书核对。'
  return undefined
}
