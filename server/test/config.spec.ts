import { ConfigError, readConfig } from '../src/platform/config.js'

describe('configuration', () => {
  it('is a development server on this machine without any settings', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ profile: 'development', host: '127.0.0.1', port: 3000 })
    expect(config.databaseUrl).toBeUndefined()
  })

  it.each([{ NODE_ENV: 'production' }, { XINGJI_PROFILE: 'production' }])('%j is production', (env) =>
    expect(readConfig(env).profile).toBe('production'),
  )

  it.each([
    [{ XINGJI_PORT: 'http' }, /XINGJI_PORT/],
    [{ XINGJI_DATABASE_URL: 'postgres://x' }, /XINGJI_DATABASE_URL/],
    [{ XINGJI_SECRET: 'short' }, /XINGJI_SECRET/],
    [{ XINGJI_WECHAT_APP_ID: 'wx1' }, /XINGJI_WECHAT_SECRET/],
    [{ XINGJI_FILES: '/a/folder' }, /XINGJI_FILES must look like/],
    [{ XINGJI_FILES: 's3://bucket' }, /XINGJI_FILES must look like/],
    [{ XINGJI_FILES: 's3://bucket?endpoint=https://host&style=odd' }, /XINGJI_FILES must look like/],
    [{ XINGJI_FILES: 's3://bucket?endpoint=https://host' }, /XINGJI_FILES_KEY/],
    [{ XINGJI_RUBRICS: '/nowhere/at/all' }, /XINGJI_RUBRICS/],
    [{ NODE_ENV: 'production', XINGJI_DATABASE_URL: 'mysql://root@localhost/x' }, /XINGJI_SECRET/],
  ])('refuses %j and says what to set', (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(message)
  })

  it.each([
    ['s3://xingji?endpoint=https://cos.cn/', { bucket: 'https://cos.cn/xingji', prefix: '', region: 'us-east-1' }],
    [
      's3://xingji/evidence/2018/?endpoint=http://10.0.0.1:9000/s3&region=wuhan',
      { bucket: 'http://10.0.0.1:9000/s3/xingji', prefix: 'evidence/2018/', region: 'wuhan' },
    ],
    ['s3://xingji?endpoint=https://oss.cn&style=host', { bucket: 'https://xingji.oss.cn', prefix: '' }],
  ])('finds the bucket of %s', (XINGJI_FILES, bucket) => {
    const keys = { XINGJI_FILES_KEY: 'key', XINGJI_FILES_SECRET: 'secret' }
    expect(readConfig({ XINGJI_FILES, ...keys }).bucket).toMatchObject({
      ...bucket,
      accessKey: 'key',
      secretKey: 'secret',
    })
  })
})
