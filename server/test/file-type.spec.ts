import { fileTypeOf } from '../src/modules/files/file-type.js'
import { zip } from './zip.js'

const typeOf = (bytes: Uint8Array): Promise<string | undefined> =>
  fileTypeOf({
    size: bytes.length,
    read: (position, length) => Promise.resolve(Buffer.from(bytes.subarray(position, position + length))),
  })
const latin = (text: string): Buffer => Buffer.from(text, 'latin1')
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

describe('the type of a file by its content', () => {
  it.each([
    ['a photo', latin('\xff\xd8\xff\xe0JFIF'), 'image/jpeg'],
    ['a screenshot', latin('\x89PNG\r\n\x1a\n....'), 'image/png'],
    ['a webp picture', latin('RIFF\x10\0\0\0WEBPVP8 ..'), 'image/webp'],
    ['a PDF', latin('%PDF-1.7\n'), 'application/pdf'],
    ['a Word file', zip(['[Content_Types].xml', 'word/document.xml']), word],
    ['an Excel file', zip(['[Content_Types].xml', 'xl/workbook.xml']), sheet],
  ])('knows %s', async (_, bytes, type) => expect(await typeOf(bytes)).toBe(type))

  it.each([
    ['nothing', latin('')],
    ['text', latin('hello')],
    ['a page', latin('<!doctype html><script>alert(1)</script>')],
    ['a drawing with script', latin('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a program', latin('MZ\x90\0\x03\0\0\0')],
    ['a program for Linux', latin('\x7fELF\x02\x01')],
    ['a RIFF that is no picture', latin('RIFF\x10\0\0\0WAVEfmt ')],
    ['a zip of anything', zip(['a.txt'])],
    ['a Word file with macros', zip(['[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'])],
    ['a zip without its end', zip(['[Content_Types].xml', 'word/document.xml']).subarray(0, 40)],
    ['a zip whose directory lies beyond its end', latin(`PK\x03\x04${'\0'.repeat(30)}PK\x05\x06${'\xff'.repeat(18)}`)],
  ])('refuses %s', async (_, bytes) => expect(await typeOf(bytes)).toBeUndefined())
})
