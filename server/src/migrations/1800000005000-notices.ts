import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm'
import { createTable, flag, key, long, nullable, text, whole } from './columns.js'

const id = (name: string) => key(name, 36)
const hash = (name: string) => key(name, 64)
const stamp = (name: string) => key(name, 24)
const day = (name: string) => key(name, 10)

const tables = {
  inbox: {
    columns: [
      hash('id'),
      id('account'),
      id('organisation'),
      text('duty', 191),
      day('due'),
      key('moment', 40),
      text('title', 200),
      long('body'),
      day('day'),
      stamp('createdAt'),
      nullable(stamp('readAt')),
      day('digest'),
    ],
    primary: ['id'],
    indices: [
      ['account', 'createdAt'],
      ['organisation', 'due'],
      ['digest', 'account'],
    ],
  },
  outbox: {
    columns: [
      hash('id'),
      id('account'),
      key('channel', 10),
      day('day'),
      key('state', 10),
      whole('attempts'),
      stamp('after'),
      stamp('createdAt'),
      nullable(stamp('settledAt')),
      nullable(key('code', 40)),
      nullable(key('message', 64)),
      nullable(key('quota', 10)),
      whole('version'),
    ],
    primary: ['id'],
    indices: [['state', 'after'], ['account', 'createdAt'], ['quota', 'settledAt'], ['message']],
  },
  preference: {
    columns: [
      id('account'),
      flag('wechat'),
      flag('mail'),
      nullable(text('mailAddress', 191)),
      nullable(text('mailPending', 191)),
      nullable(hash('mailCodeHash')),
      nullable(stamp('mailCodeUntil')),
      whole('mailTries'),
      key('quietFrom', 5),
      key('quietTo', 5),
      flag('workdaysOnly'),
      whole('version'),
    ],
    primary: ['account'],
  },
  wechat_token: {
    columns: [key('app', 40), long('token'), stamp('expiresAt'), stamp('leasedUntil'), whole('version')],
    primary: ['app'],
  },
  wechat_quota: {
    columns: [id('account'), key('template', 64), whole('left'), whole('version')],
    primary: ['account', 'template'],
  },
  wechat_grant: {
    columns: [hash('id'), id('account'), key('template', 64), key('source', 10), stamp('at'), flag('isMatched')],
    primary: ['id'],
    indices: [['account', 'template', 'at'], ['at']],
  },
  wechat_event: { columns: [hash('id'), stamp('at')], primary: ['id'], indices: [['at']] },
  waiver: {
    columns: [id('organisation'), hash('id'), text('duty', 191), text('reason', 200), id('account'), stamp('at')],
    primary: ['organisation', 'id'],
  },
  calendar_feed: {
    columns: [id('organisation'), id('account'), hash('secretHash'), stamp('createdAt')],
    primary: ['organisation', 'account'],
    unique: [['secretHash']],
  },
  cycle: {
    columns: [
      id('id'),
      id('organiser'),
      text('title', 100),
      key('rubric', 64),
      long('settings'),
      hash('codeHash'),
      stamp('createdAt'),
      whole('version'),
    ],
    primary: ['id'],
    unique: [['codeHash']],
    indices: [['organiser', 'createdAt']],
  },
  cycle_member: {
    columns: [id('cycle'), id('organisation'), id('account'), stamp('at')],
    primary: ['cycle', 'organisation'],
    indices: [['organisation']],
  },
  cycle_reminder: {
    columns: [id('id'), id('cycle'), hash('preview'), text('text', 200), whole('people'), stamp('at')],
    primary: ['id'],
    indices: [['cycle', 'at']],
  },
  job_run: {
    columns: [key('job', 40), nullable(stamp('finishedAt')), nullable(stamp('failedAt')), nullable(long('failure'))],
    primary: ['job'],
  },
}

/** What is told to people: inbox, outbox, WeChat's ledger, calendars, cycles; and when to look at an organisation next. */
export class Notices1800000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, table] of Object.entries(tables)) await createTable(runner, name, table)
    const isMysql = runner.connection.options.type === 'mysql'
    // Empty: look at it the next time.
    const turnsOn = new TableColumn({ ...day('turnsOn')(isMysql), default: "''" })
    await runner.addColumn('organisation', turnsOn)
    await runner.createIndex(
      'organisation',
      new TableIndex({ name: 'ix_organisation_turnsOn', columnNames: ['turnsOn'] }),
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('organisation', 'ix_organisation_turnsOn')
    await runner.dropColumn('organisation', 'turnsOn')
    for (const name of Object.keys(tables).reverse()) await runner.dropTable(name)
  }
}
