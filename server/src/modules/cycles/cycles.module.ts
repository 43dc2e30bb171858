import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { JournalModule } from '../journal/journal.module.js'
import { CyclesController, JoinedCyclesController } from './cycles.controller.js'
import { CyclesRepository } from './cycles.repository.js'
import { CyclesService } from './cycles.service.js'
import { OrganiserGuard } from './organiser.guard.js'

@Module({
  imports: [AccountsModule, JournalModule],
  controllers: [CyclesController, JoinedCyclesController],
  providers: [CyclesRepository, CyclesService, OrganiserGuard],
  exports: [CyclesRepository, CyclesService, OrganiserGuard],
})
export class CyclesModule {}
