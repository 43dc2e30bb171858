import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConfigError } from './config-error.js'
import { readS3Address, type S3Config } from './files/s3-address.js'

export { ConfigError } from './config-error.js'
import { kindOf } from './wechat/fit.js'

/** What one server process needs to know, read once from the environment. */
export interface Config {
  /** `development` has a sign-in by name; `production` does not even load it. */
  profile: 'development' | 'production'
  host: string
  port: number
  /** Holds the embedded database, the files and, where none is given, the generated secret. */
  dataFolder: string
  /** Where the files are; absent: in the data folder. */
  bucket?: S3Config
  /** `mysql://user:password@host/database`; absent: the embedded database. */
  databaseUrl?: string
  /** At least 32 characters, the same for all processes; absent: generated once and kept in the data folder. */
  secret?: string
  /** Identities (`development:olivia`, `wechat:<openid>`) that approve claims. */
  operators: string[]
  rubricsFolder: string
  /** The built H5 app, served at `/` when the folder exists. */
  appFolder: string
  wechat?: WechatConfig
  mail?: MailConfig
  jobs: JobsConfig
  /** Identities that set up cycles and follow the organisations that joined them. */
  organisers: string[]
  /** Tests only, never in production: a file that holds the present instant. */
  clockFile?: string
  sessionDays: number
  limits: Limits
  /** Serve the API's description at `/api/docs`. */
  docs: boolean
  /** Believe `X-Forwarded-For`: only behind one's own proxy. */
  trustProxy: boolean
  logLevel: string
}
export interface WechatConfig {
  appId: string
  secret: string
  address: string
  /** First pause before WeChat is asked again after "busy", in milliseconds. */
  pause: number
  /** What WeChat's callbacks are signed and encrypted with; absent: they are not taken. */
  callback?: { token: string; aesKey: string }
  /** The subscription message for duties; absent: none are sent. */
  template?: WechatTemplate
}
export interface WechatTemplate {
  id: string
  /** What stands under each key of the template. */
  fields: Readonly<Record<string, TemplateField>>
}
export const templateFields = ['title', 'due', 'stake', 'organisation', 'count'] as const
export type TemplateField = (typeof templateFields)[number]
export interface MailConfig {
  /** `smtp://user:password@host:port` */
  url: string
  from: string
}
export interface JobsConfig {
  isOn: boolean
  /** Milliseconds between two rounds. */
  every: number
}
export interface Limits {
  requestsPerMinute: number
  signInsPerMinute: number
  /** Largest JSON body, in bytes. */
  body: number
  /** Largest evidence file, in bytes. */
  file: number
  /** Most pixels of a photo: what unpacks to more stops the phones that open it. */
  pixels: number
}
type Environment = Readonly<Record<string, string | undefined>>

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')

/** Reads and checks the environment. */
export function readConfig(env: Environment): Config {
  const isProduction = env.NODE_ENV === 'production' || env.XINGJI_PROFILE === 'production'
  const config: Config = {
    profile: isProduction ? 'production' : 'development',
    host: env.XINGJI_HOST ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    port: readNumber(env, 'XINGJI_PORT', Number(env.PORT ?? 3000)),
    dataFolder: path.resolve(env.XINGJI_DATA ?? path.join(root, '.data')),
    operators: (env.XINGJI_OPERATORS ?? '').split(',').filter((one) => one !== ''),
    rubricsFolder: path.resolve(env.XINGJI_RUBRICS ?? path.join(root, 'rubrics')),
    appFolder: path.resolve(env.XINGJI_APP ?? path.join(root, 'miniapp/dist/h5')),
    organisers: (env.XINGJI_ORGANISERS ?? '').split(',').filter((one) => one !== ''),
    jobs: { isOn: env.XINGJI_JOBS !== 'off', every: readNumber(env, 'XINGJI_JOBS_EVERY', 60_000) },
    sessionDays: readNumber(env, 'XINGJI_SESSION_DAYS', 30),
    limits: {
      requestsPerMinute: readNumber(env, 'XINGJI_REQUESTS_PER_MINUTE', 600),
      signInsPerMinute: readNumber(env, 'XINGJI_SIGN_INS_PER_MINUTE', 20),
      body: readNumber(env, 'XINGJI_BODY_LIMIT', 256 * 1024),
      file: readNumber(env, 'XINGJI_FILE_LIMIT', 10 * 1024 * 1024),
      pixels: readNumber(env, 'XINGJI_PIXEL_LIMIT', 50_000_000),
    },
    docs: env.XINGJI_DOCS !== 'off',
    trustProxy: env.XINGJI_TRUST_PROXY === 'on',
    logLevel: env.XINGJI_LOG ?? 'info',
  }
  if (env.XINGJI_DATABASE_URL) config.databaseUrl = env.XINGJI_DATABASE_URL
  if (env.XINGJI_SECRET) config.secret = env.XINGJI_SECRET
  if (env.XINGJI_FILES) config.bucket = readBucket(env.XINGJI_FILES, env)
  const wechat = readWechat(env)
  if (wechat) config.wechat = wechat
  const mail = readMail(env)
  if (mail) config.mail = mail
  if (!isProduction && env.XINGJI_TEST_CLOCK) config.clockFile = env.XINGJI_TEST_CLOCK
  check(config)
  return config
}

function check(config: Config): void {
  if (config.databaseUrl !== undefined && !config.databaseUrl.startsWith('mysql://'))
    throw new ConfigError('XINGJI_DATABASE_URL must look like mysql://user:password@host:3306/database.')
  if (config.secret !== undefined && config.secret.length < 32)
    throw new ConfigError('XINGJI_SECRET must have at least 32 characters.')
  if (config.profile === 'production' && config.databaseUrl !== undefined && config.secret === undefined)
    throw new ConfigError('Set XINGJI_SECRET: processes that share a database must share their secret.')
  if (!existsSync(config.rubricsFolder))
    throw new ConfigError(`There are no rubrics in ${config.rubricsFolder}; set XINGJI_RUBRICS to their folder.`)
}

function readBucket(address: string, env: Environment): S3Config {
  const { XINGJI_FILES_KEY: accessKey = '', XINGJI_FILES_SECRET: secretKey = '' } = env
  return readS3Address(address, { accessKey, secretKey })
}

function readWechat(env: Environment): WechatConfig | undefined {
  if (!env.XINGJI_WECHAT_APP_ID) return undefined
  if (!env.XINGJI_WECHAT_SECRET) throw new ConfigError('XINGJI_WECHAT_APP_ID needs XINGJI_WECHAT_SECRET beside it.')
  const config: WechatConfig = {
    appId: env.XINGJI_WECHAT_APP_ID,
    secret: env.XINGJI_WECHAT_SECRET,
    address: env.XINGJI_WECHAT_ADDRESS ?? 'https://api.weixin.qq.com',
    pause: 200,
  }
  const { XINGJI_WECHAT_TOKEN: token, XINGJI_WECHAT_AES_KEY: aesKey, XINGJI_WECHAT_TEMPLATE: template } = env
  if (token || aesKey) {
    if (!token || !/^[A-Za-z0-9+/]{43}$/.test(aesKey ?? ''))
      throw new ConfigError('XINGJI_WECHAT_TOKEN needs XINGJI_WECHAT_AES_KEY (43 characters) beside it.')
    config.callback = { token, aesKey: aesKey! }
  }
  if (template) config.template = readTemplate(template)
  return config
}

/** `ID:thing1=title,date2=due,thing3=stake`: the template's id, and what stands under each of its keys. */
function readTemplate(text: string): WechatTemplate {
  const [, id, list] = /^([\w-]+):(.+)$/.exec(text) ?? []
  const pairs = (list ?? '').split(',').map((pair) => pair.split('='))
  const isGood = ([key = '', field]: string[]): boolean =>
    kindOf(key) !== undefined && templateFields.some((one) => one === field)
  if (id === undefined || !pairs.every(isGood))
    throw new ConfigError(
      `XINGJI_WECHAT_TEMPLATE must look like ID:thing1=title,date2=due with fields of ${templateFields.join(', ')}.`,
    )
  return { id, fields: Object.fromEntries(pairs) as WechatTemplate['fields'] }
}

function readMail(env: Environment): MailConfig | undefined {
  if (!env.XINGJI_MAIL_URL) return undefined
  if (!/^smtps?:\/\//.test(env.XINGJI_MAIL_URL))
    throw new ConfigError('XINGJI_MAIL_URL must look like smtp://user:password@host:587.')
  if (!env.XINGJI_MAIL_FROM) throw new ConfigError('XINGJI_MAIL_URL needs XINGJI_MAIL_FROM beside it.')
  return { url: env.XINGJI_MAIL_URL, from: env.XINGJI_MAIL_FROM }
}

function readNumber(env: Environment, key: string, fallback: number): number {
  const value = env[key] === undefined || env[key] === '' ? fallback : Number(env[key])
  if (!Number.isInteger(value) || value < 0) throw new ConfigError(`${key} must be a whole number, not “${env[key]}”.`)
  return value
}
