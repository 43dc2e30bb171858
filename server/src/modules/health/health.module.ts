import { Module } from '@nestjs/common'
import { NoticesModule } from '../notices/notices.module.js'
import { HealthController } from './health.controller.js'

@Module({ imports: [NoticesModule], controllers: [HealthController] })
export class HealthModule {}
