/// <reference types="@tarojs/taro" />

declare module '*.scss'

/** The bundled catalog and rubrics, written by `scripts/bundle-rubrics.mjs` before a build. */
declare module '*/.build/rubrics.json' {
  import type { Bundle } from '../src/data/standards'
  const bundle: Bundle
  export default bundle
}

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5'
    /** Address of the server for builds that have no origin of their own, for example `https://xingji.example.cn/api`. */
    TARO_APP_API: string
  }
}
