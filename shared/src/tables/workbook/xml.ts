// @ts-expect-error: saxen carries no types; what is used of it stands below.
import { Parser } from 'saxen'

type Decode = (text: string) => string
/** The part of saxen's parser used here. */
interface SaxParser {
  on(event: 'openTag', handler: (name: string, attributes: () => Record<string, string>, decode: Decode) => void): void
  on(event: 'closeTag', handler: (name: string) => void): void
  on(event: 'text', handler: (text: string, decode: Decode) => void): void
  on(event: 'cdata', handler: (text: string) => void): void
  on(event: 'error', handler: (error: Error) => void): void
  parse(xml: string): unknown
}

export interface XmlHandler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void
  close?(name: string): void
  text?(text: string): void
}

/** Walks through a document; names come without their prefix. @throws Error for what is no XML */
export function walkXml(xml: string, handler: XmlHandler): void {
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  const parser = new (Parser as new () => SaxParser)()
  parser.on('openTag', (name, attributes, decode) => {
    const own = attributes()
    for (const key of Object.keys(own)) own[key] = decode(own[key]!)
    handler.open?.(local(name), own)
  })
  parser.on('closeTag', (name) => handler.close?.(local(name)))
  parser.on('text', (text, decode) => handler.text?.(decode(text)))
  parser.on('cdata', (text) => handler.text?.(text))
  parser.on('error', (error) => {
    throw error
  })
  parser.parse(xml)
}
