import { readDelimited } from '@xingji/shared/tables'
import { readWorkbook } from '@xingji/shared/workbook'
import { serialOf, xlsx, xlsxFiles, zipFiles } from '../../../test/support/xlsx'
import { decode } from './support'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const open = (bytes: Uint8Array) => readWorkbook(bytes, '台账', decode)
const one = { name: '表', rows: [['日期', '名称']] }

describe('a table file', () => {
  it('is read in the encodings Excel and WPS write', () => {
    const gbk = Uint8Array.of(0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6) // 日期,名称
    const utf16 = Uint8Array.of(0xff, 0xfe, 0xe5, 0x65, 0x1f, 0x67, 0x09, 0x00, 0x0d, 0x54, 0xf0, 0x79)
    for (const bytes of [gbk, utf16, utf8('日期,名称'), utf8('\ufeff日期;名称')])
      expect(open(bytes)).toMatchObject({ ok: true, sheets: [{ rows: [['日期', '名称']] }] })
  })

  it('shows dates as the spreadsheet shows them', () => {
    const serial = serialOf('2018-03-05')
    const rows = [
      [
        { serial, as: 'day' as const },
        { serial, as: 'chinese-day' as const },
        { serial, as: 'month' as const },
        serial,
        true,
      ],
    ]
    expect(open(xlsx([{ name: '表', rows }]))).toMatchObject({
      sheets: [{ rows: [['2018-03-05', '2018-03-05', '2018年3月', 43164, true]] }],
    })
  })

  it('counts days from 1904 where the workbook does', () => {
    const files = xlsxFiles([
      { name: '表', rows: [[{ serial: 0, as: 'day' }], [{ serial: serialOf('2018-03-05') - 1462, as: 'day' }]] },
    ])
    files['xl/workbook.xml'] = files['xl/workbook.xml']!.replace('<sheets>', '<workbookPr date1904="1"/><sheets>')
    expect(open(zipFiles(files))).toMatchObject({ sheets: [{ rows: [[0], ['2018-03-05']] }] })
  })

  it('keeps merges, blank cells, rich texts and hidden sheets', () => {
    const files = xlsxFiles([
      { name: 'A&B', rows: [['一', null, '三'], [], ['x']], merges: ['A1:B2'] },
      { name: '藏', rows: [['x']], hidden: true },
    ])
    files['xl/sharedStrings.xml'] = files['xl/sharedStrings.xml']!.replace(
      '<si><t xml:space="preserve">一</t></si>',
      '<si><r><t>主题</t></r><r><t>党日</t></r><rPh><t>zhu</t></rPh></si>',
    )
    expect(open(zipFiles(files))).toEqual({
      ok: true,
      sheets: [
        {
          name: 'A&B',
          rows: [['主题党日', null, '三'], [], ['x']],
          merges: [{ row: 0, column: 0, rows: 2, columns: 2 }],
        },
        { name: '藏', rows: [['x']], merges: [], hidden: true },
      ],
    })
  })

  it.each([
    ['an old workbook, or one with a password', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), '另存为'],
    ['a PDF', utf8('%PDF-1.7'), 'PDF'],
    ['a web page that calls itself a table', utf8('<html><table></table></html>'), '网页'],
    ['an archive that is no workbook', zipFiles({ 'a.txt': 'x' }), '打不开'],
    ['a workbook cut short', xlsx([one]).slice(0, 400), '打不开'],
    ['no bytes at all', new Uint8Array(), '空文件'],
    ['blank lines', utf8('\n\n'), '没有内容'],
    ['bytes of no encoding', Uint8Array.of(0x00, 0x01, 0xff, 0xff, 0x00), '不是表格'],
    ['a file of 11 MB', new Uint8Array(11 * 1024 * 1024), '超过 10 MB'],
  ])('is refused with what to do instead: %s', (_, bytes, words) => {
    expect(open(bytes)).toEqual({ ok: false, message: expect.stringContaining(words) })
  })

  it('is refused when it unpacks to more than it may', () => {
    const bomb = zipFiles({ ...xlsxFiles([one]), 'xl/worksheets/sheet1.xml': new Uint8Array(41 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(open(bomb)).toEqual({ ok: false, message: expect.stringContaining('太大') })
  })

  it('is refused when one far cell makes a million rows', () => {
    const files = xlsxFiles([one])
    files['xl/worksheets/sheet1.xml'] =
      '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    expect(open(zipFiles(files))).toEqual({ ok: false, message: expect.stringContaining('太大') })
  })

  it('takes no entity of its own: what is not among the five stays text', () => {
    const files = xlsxFiles([{ name: '表', rows: [['甲']] }])
    files['xl/sharedStrings.xml'] = '<!DOCTYPE x [<!ENTITY a "aaaa">]><sst><si><t>&a;&a;</t></si></sst>'
    const reading = open(zipFiles(files))
    expect(JSON.stringify(reading)).not.toContain('aaaa')
  })
})

describe('a pasted table', () => {
  it('has tabs, quotes and line ends inside cells', () => {
    expect(readDelimited('a\t"b\nc"\t"say ""x"""\r\nd\t\t\r\n').rows).toEqual([
      ['a', 'b\nc', 'say "x"'],
      ['d', '', ''],
    ])
  })

  it('may hold a quotation mark that opens nothing', () => {
    expect(readDelimited('"两学一做"学习\t"x').rows).toEqual([['"两学一做"学习', '"x']])
  })
})
