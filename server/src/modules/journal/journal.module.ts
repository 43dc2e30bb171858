import { Module } from '@nestjs/common'
import { JournalRepository } from './journal.repository.js'

@Module({ providers: [JournalRepository], exports: [JournalRepository] })
export class JournalModule {}
