import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createTable, flag, key, nullable, whole } from './columns.js'

const id = (name: string) => key(name, 36)
const stamp = (name: string) => key(name, 24)

const tables = {
  headcount: {
    columns: [
      id('id'),
      id('organisation'),
      id('record'),
      nullable(id('openRecord')),
      id('account'),
      key('salt', 64),
      whole('heads'),
      key('minute', 16),
      whole('inMinute'),
      stamp('openedAt'),
      nullable(stamp('closedAt')),
    ],
    primary: ['id'],
    unique: [['organisation', 'openRecord']],
    indices: [['closedAt', 'openedAt']],
  },
  headcount_phone: { columns: [id('headcount'), key('phone', 64)], primary: ['headcount', 'phone'] },
  headcount_setting: { columns: [id('organisation'), flag('isOn')], primary: ['organisation'] },
}

/** Heads counted at the door. */
export class HeadCount1800000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, table] of Object.entries(tables)) await createTable(runner, name, table)
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(tables).reverse()) await runner.dropTable(name)
  }
}
