/** Rules of the app, taken in by the root configuration: the device is behind `src/platform`, and only there. */
const device = ['wx', 'window', 'document', 'navigator', 'localStorage', 'indexedDB', 'fetch', 'crypto']
const timers = ['setTimeout', 'setInterval']
const taro = { name: '@tarojs/taro', message: 'Calls of the device belong in src/platform, behind a port.' }

export default [
  {
    files: ['miniapp/src/**/*.{ts,tsx}'],
    ignores: ['miniapp/src/platform/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [taro] }],
      'no-restricted-globals': ['error', ...device, ...timers],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock is a port.' },
        { object: 'Math', property: 'random', message: 'Chance is a port.' },
      ],
    },
  },
  {
    // What can be tested without Taro stays so.
    files: ['miniapp/src/data/**/*.ts', 'miniapp/src/features/**/*.ts', 'miniapp/src/components/**/*.ts'],
    ignores: ['miniapp/src/**/use-*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [taro, '#platform', 'react', '@tarojs/components'] }],
    },
  },
  {
    // Dumb: a component is given everything it shows.
    files: ['miniapp/src/components/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { paths: [taro], patterns: ['**/data/*', '**/features/*', '@xingji/shared'] }],
    },
  },
]
