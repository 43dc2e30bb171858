import { existsSync } from 'node:fs'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/** The miniapp may add rules of its own beside its sources. */
const miniappRules = new URL('./miniapp/eslint.local.mjs', import.meta.url)
const local = existsSync(miniappRules) ? (await import(miniappRules.href)).default : []

/** `shared` is pure: no platform, no framework, no clock of its own. */
const outsideShared = [
  { group: ['node:*', 'fs', 'path', 'crypto', 'os', 'child_process'], message: 'shared has no platform.' },
  { group: ['@nestjs/*', 'typeorm', '@tarojs/*', 'react', 'react-dom'], message: 'shared knows no framework.' },
  {
    group: ['**/server/**', '**/miniapp/**', '@xingji/server*', '@xingji/miniapp*'],
    message: 'shared is the innermost.',
  },
]

export default tseslint.config(
  { ignores: ['**/node_modules/**', '**/dist/**', '**/.build/**', '**/.data/**', '**/coverage/**'] },
  ...tseslint.configs.recommended,
  ...tseslint.configs.strict,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A Nest module is a class without members.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['shared/src/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: outsideShared }],
      'no-restricted-globals': ['error', 'window', 'document', 'process', 'Buffer', 'fetch', 'setTimeout', 'wx'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The day is an argument.' },
        { object: 'Math', property: 'random', message: 'Scoring is deterministic.' },
      ],
    },
  },
  {
    files: ['shared/src/**/*.ts'],
    ignores: ['shared/src/rubric/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [...outsideShared, { group: ['yaml'], message: 'YAML is read in shared/src/rubric only.' }] },
      ],
    },
  },
  {
    files: ['miniapp/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  // Tests break data on purpose.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-dynamic-delete': 'off' } },
  { files: ['**/*.{cjs,js}'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  ...local,
)
