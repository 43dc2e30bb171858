/** Columns a terminal needs for a text: CJK and full-width characters take two. */
export function width(text: string): number {
  let columns = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const isWide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0x20000 && code <= 0x3fffd)
    columns += isWide ? 2 : 1
  }
  return columns
}

/** Rows as aligned columns; columns named in `right` are aligned right. */
export function table(rows: readonly (readonly (string | number)[])[], right: readonly number[] = []): string {
  const texts = rows.map((row) => row.map(String))
  const widths: number[] = []
  for (const row of texts) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, width(cell))))
  return texts
    .map((row) =>
      row
        .map((cell, i) => {
          const space = ' '.repeat((widths[i] ?? 0) - width(cell))
          return right.includes(i) ? space + cell : cell + space
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** A text cut to at most so many columns. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text
  let out = ''
  for (const character of text) {
    if (width(out) + width(character) > columns - 1) break
    out += character
  }
  return `${out}…`
}
