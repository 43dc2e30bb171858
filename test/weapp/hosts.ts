/** Hosts the code of the package may name. Each one is looked at in review before it comes here. */
export const namedHosts = [
  /** The server of this build. */
  'xingji.example',
  /** XML namespaces. */
  'www.w3.org',
  /** React's and Taro's error messages and a placeholder base address; never called. */
  'reactjs.org',
  'taro.com',
]
