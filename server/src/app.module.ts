import { Module, type DynamicModule, type Type } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { ThrottlerModule } from '@nestjs/throttler'
import { RateGuard, rateOptions } from './http/rate.guard.js'
import { AccountsModule } from './modules/accounts/accounts.module.js'
import { AssessmentsModule } from './modules/assessments/assessments.module.js'
import { CalendarModule } from './modules/calendar/calendar.module.js'
import { CatalogModule } from './modules/catalog/catalog.module.js'
import { CyclesModule } from './modules/cycles/cycles.module.js'
import { DutiesModule } from './modules/duties/duties.module.js'
import { FilesModule } from './modules/files/files.module.js'
import { HeadCountModule } from './modules/headcount/headcount.module.js'
import { HealthModule } from './modules/health/health.module.js'
import { InvitationsModule } from './modules/invitations/invitations.module.js'
import { MembershipsModule } from './modules/memberships/memberships.module.js'
import { OrganisationGuard } from './modules/memberships/organisation.guard.js'
import { NoticesModule } from './modules/notices/notices.module.js'
import { OrganisationsModule } from './modules/organisations/organisations.module.js'
import { OrganisersModule } from './modules/organisers/organisers.module.js'
import { RecordsModule } from './modules/records/records.module.js'
import { ScorecardsModule } from './modules/scorecards/scorecards.module.js'
import { SessionGuard } from './modules/sessions/session.guard.js'
import { SessionsModule } from './modules/sessions/sessions.module.js'
import type { Config } from './platform/config.js'
import { PlatformModule, type Surroundings } from './platform/platform.module.js'

/** Modules of the development profile, loaded only there. */
async function developmentModules({ profile }: Config): Promise<Type[]> {
  if (profile !== 'development') return []
  const { DevelopmentSessionsModule } = await import('./modules/sessions/development-sessions.module.js')
  return [DevelopmentSessionsModule]
}

@Module({})
export class AppModule {
  static async with(config: Config, surroundings: Surroundings): Promise<DynamicModule> {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, surroundings),
        ThrottlerModule.forRoot(rateOptions(config.limits)),
        AccountsModule,
        AssessmentsModule,
        CalendarModule,
        CatalogModule,
        CyclesModule,
        DutiesModule,
        FilesModule,
        HeadCountModule,
        HealthModule,
        InvitationsModule,
        MembershipsModule,
        NoticesModule,
        OrganisationsModule,
        OrganisersModule,
        RecordsModule,
        ScorecardsModule,
        SessionsModule,
        ...(await developmentModules(config)),
      ],
      // In this order: who is it, not too often, and in which organisation.
      providers: [
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_GUARD, useClass: RateGuard },
        { provide: APP_GUARD, useClass: OrganisationGuard },
      ],
    }
  }
}
