declare module 'jsdom' {
  export class JSDOM {
    constructor(html: string, options?: { runScripts?: 'outside-only'; pretendToBeVisual?: boolean })
    readonly window: Window & typeof globalThis & { eval(source: string): unknown }
  }
}
