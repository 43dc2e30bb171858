const path = require('node:path')
const suites = require('./suites.cjs')

const root = path.resolve(__dirname, '..')

/** Packages on the way to NestJS that are published as ES modules only; jest loads CommonJS, so swc turns them over. */
const esmOnly = [
  '@nestjs/',
  '@xingji/',
  'content-disposition',
  'cookie',
  'file-type',
  'jose',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer/',
  'load-esm',
  'qr/',
  'saxen',
  '@borewit/',
]

const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser,
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic' },
      },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
]

/** @type {import('jest').Config} */
module.exports = {
  rootDir: root,
  // Generous: machines that run tests are often busy; a hanging test still ends.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/support/sequencer.cjs',
  projects: suites.map((suite) => ({
    displayName: suite.name,
    rootDir: root,
    testMatch: suite.roots.map((dir) => `<rootDir>/${dir}/**/*.spec.{ts,tsx}`),
    testEnvironment: 'node',
    cacheDirectory: '<rootDir>/.build/jest',
    modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.build/'],
    resolver: '<rootDir>/test/support/resolver.cjs',
    moduleNameMapper: {
      '^@xingji/shared$': '<rootDir>/shared/src/index.ts',
      '^@xingji/shared/rubric$': '<rootDir>/shared/src/rubric/index.ts',
      '^@xingji/shared/tables$': '<rootDir>/shared/src/tables/index.ts',
      '^@xingji/shared/workbook$': '<rootDir>/shared/src/tables/workbook/index.ts',
      '^#platform$': '<rootDir>/miniapp/src/platform/weapp/index.ts',
      '\\.(css|scss|svg|png)$': '<rootDir>/test/support/asset.cjs',
    },
    transform: {
      '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
      '^.+\\.tsx$': swc({ syntax: 'typescript', tsx: true, decorators: true }),
      '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
    },
    transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})|.*/node_modules/(${esmOnly.join('|')}))`],
  })),
}
