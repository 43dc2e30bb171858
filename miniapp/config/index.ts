import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

const target = process.env.TARO_ENV === 'h5' ? 'h5' : 'weapp'
const shared = path.resolve(__dirname, '../../shared/src')
const own = path.resolve(__dirname, '../src')

interface Chain {
  resolve: { set: (key: string, value: unknown) => void }
  performance: { hints: (value: false) => void }
  merge: (part: object) => void
}

/** Sources import `./x.js` (as Node wants it); the bundler finds `./x.ts`. The size of the package is held by the tests. */
function resolveSources(chain: Chain) {
  chain.resolve.set('extensionAlias', { '.js': ['.ts', '.tsx', '.js'] })
  chain.performance.hints(false)
}

/** Pages come one by one; what two of them need comes once. */
function shareBetweenPages(chain: Chain) {
  const shared = { name: 'shared', chunks: 'async', minChunks: 2, enforce: true, priority: 10 }
  chain.merge({ optimization: { splitChunks: { cacheGroups: { shared } } } })
}

/** Our own styles are written in CSS pixels (= dp, so that 60 means 60); only the kit's 750-wide sizes are transformed. */
const pxtransform = { enable: true, config: { exclude: (file: string) => file.startsWith(own) } }

export default defineConfig<'webpack5'>(async () => {
  process.env.BROWSERSLIST_ENV = process.env.NODE_ENV
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'xingji',
    date: '2026-11-22',
    designWidth: 750,
    deviceRatio: { 640: 1.17, 750: 1, 375: 2, 828: 0.905 },
    sourceRoot: 'src',
    outputRoot: `dist/${target}`,
    plugins: target === 'weapp' ? [path.resolve(__dirname, 'aria/index.js')] : [],
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    alias: {
      '#platform': path.resolve(own, `platform/${target}/index.ts`),
      '@xingji/shared/tables': path.join(shared, 'tables/index.ts'),
      '@xingji/shared/workbook': path.join(shared, 'tables/workbook/index.ts'),
      '@xingji/shared': path.join(shared, 'index.ts'),
    },
    env: { TARO_APP_API: JSON.stringify(process.env.TARO_APP_API ?? '') },
    mini: {
      compile: { include: [shared] },
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { pxtransform },
      webpackChain: resolveSources,
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      esnextModules: ['@taroify'],
      compile: { include: [shared] },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: { autoprefixer: { enable: true, config: {} }, pxtransform },
      webpackChain(chain: Chain) {
        resolveSources(chain)
        shareBetweenPages(chain)
      },
    },
  }
  return config
})
