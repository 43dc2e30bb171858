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
    [{ XINGJI_RUBRICS: '/nowhere/at/all' }, /XINGJI_RUBRICS/],
    [{ NODE_ENV: 'production', XINGJI_DATABASE_URL: 'mysql://root@localhost/x' }, /XINGJI_SECRET/],
  ])('refuses %j and says what to set', (env, message) => {
    expect(() => readConfig(env)).toThrow(ConfigError)
    expect(() => readConfig(env)).toThrow(message)
  })
})
