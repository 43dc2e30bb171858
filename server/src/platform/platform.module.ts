import path from 'node:path'
import { Module, type DynamicModule } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { Library, loadLibrary } from '../modules/catalog/library.js'
import { Clock, FileClock, SystemClock } from './clock.js'
import type { Config } from './config.js'
import { Database } from './database/database.js'
import { databaseOptions } from './database/options.js'
import { FileStore } from './files/file-store.js'
import { openFileStore } from './files/open.js'
import { Mailer, SmtpMailer } from './mail/mailer.js'
import { loadSecrets, Secrets } from './secrets.js'
import { Settings } from './settings.js'
import { AccessTokens } from './wechat/access-tokens.js'
import { HttpWechat } from './wechat/http-wechat.js'
import { Wechat } from './wechat/wechat.js'

/** What a test may put in the place of the machine. */
export interface Surroundings {
  clock?: Clock
  library?: Library
}

/** The ports and what stands behind them. */
@Module({})
export class PlatformModule {
  static with(config: Config, surroundings: Surroundings): DynamicModule {
    const { library } = surroundings
    const clock = surroundings.clock ?? clockOf(config)
    const loaded = library ?? loadLibrary(config.rubricsFolder, path.join(config.dataFolder, 'cache'))
    const providers = [
      { provide: Settings, useValue: new Settings(config) },
      { provide: Clock, useValue: clock },
      { provide: Secrets, useFactory: () => loadSecrets(config) },
      { provide: FileStore, useFactory: () => openFileStore(config) },
      {
        provide: Wechat,
        inject: [Database],
        useFactory: (database: Database) =>
          new HttpWechat(config.wechat, new AccessTokens(config.wechat, database, clock)),
      },
      { provide: Mailer, useFactory: () => new SmtpMailer(config.mail) },
      { provide: Library, useValue: loaded },
      Database,
    ]
    return {
      module: PlatformModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...databaseOptions(config), retryAttempts: 5, retryDelay: 500 })],
      providers,
      exports: providers.map((one) => ('provide' in one ? one.provide : one)),
    }
  }
}

const clockOf = ({ clockFile }: Config): Clock =>
  clockFile === undefined ? new SystemClock() : new FileClock(clockFile)
