import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, flag, key, long, nullable, text, whole } from './columns.js'

const id = (name: string) => key(name, 36)
const hash = (name: string) => key(name, 64)
const stamp = (name: string) => key(name, 24)
const word = (name: string) => key(name, 10)

const tables = {
  account: {
    columns: [id('id'), text('identity', 191), text('name', 60), stamp('createdAt')],
    primary: ['id'],
    unique: [['identity']],
  },
  organisation: {
    columns: [
      id('id'),
      text('name', 100),
      nullable(key('code', 18)),
      word('standing'),
      long('society'),
      long('rubrics'),
      id('claimedBy'),
      stamp('claimedAt'),
      whole('sequence'),
      hash('head'),
    ],
    primary: ['id'],
    unique: [['code']],
    indices: [['standing', 'claimedAt']],
  },
  membership: {
    columns: [id('organisation'), id('account'), word('role'), stamp('since')],
    primary: ['organisation', 'account'],
    indices: [['account']],
  },
  invitation: {
    columns: [
      id('id'),
      id('organisation'),
      word('purpose'),
      word('role'),
      hash('codeHash'),
      id('createdBy'),
      stamp('createdAt'),
      stamp('expiresAt'),
      nullable(id('acceptedBy')),
      nullable(stamp('acceptedAt')),
      nullable(stamp('withdrawnAt')),
    ],
    primary: ['id'],
    unique: [['codeHash']],
    indices: [['organisation', 'createdAt']],
  },
  journal: {
    columns: [
      id('organisation'),
      whole('sequence'),
      stamp('at'),
      id('account'),
      key('action', 40),
      hash('subject'),
      hash('content'),
      hash('chain'),
    ],
    primary: ['organisation', 'sequence'],
  },
  record: {
    columns: [
      id('organisation'),
      id('id'),
      whole('revision'),
      flag('deleted'),
      long('content'),
      word('state'),
      whole('sequence'),
    ],
    primary: ['organisation', 'id'],
    unique: [['organisation', 'sequence']],
  },
  revision: {
    columns: [
      id('organisation'),
      id('record'),
      whole('revision'),
      flag('deleted'),
      long('content'),
      hash('hash'),
      hash('sent'),
      id('account'),
      stamp('at'),
    ],
    primary: ['organisation', 'record', 'revision'],
  },
  record_file: {
    columns: [id('organisation'), id('record'), hash('hash')],
    primary: ['organisation', 'record', 'hash'],
    indices: [['organisation', 'hash']],
  },
  file: {
    columns: [id('organisation'), hash('hash'), whole('size'), key('type', 100), id('account'), stamp('at')],
    primary: ['organisation', 'hash'],
  },
  assessment: {
    columns: [id('organisation'), key('rubric', 64), whole('revision'), long('selfAssessment'), long('claims')],
    primary: ['organisation', 'rubric'],
  },
}

export class FirstTables1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, table] of Object.entries(tables)) await createTable(runner, name, table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(tables).reverse()) await runner.dropTable(name)
  }
}
