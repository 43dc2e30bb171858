import { Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common'
import { Needs, Public, type Scope } from '../../http/caller.js'
import { InScope } from '../../http/parameters.js'
import { CalendarService } from './calendar.service.js'

@Controller()
export class CalendarController {
  constructor(private readonly calendar: CalendarService) {}

  // Every member may have an address of their own.
  @Post('organisations/:org/calendar')
  @Needs('read')
  open(@InScope() scope: Scope): Promise<{ address: string }> {
    return this.calendar.open(scope)
  }

  @Get('organisations/:org/calendar')
  has(@InScope() scope: Scope): Promise<{ since: string | null }> {
    return this.calendar.has(scope)
  }

  @Delete('organisations/:org/calendar')
  @Needs('read')
  @HttpCode(204)
  revoke(@InScope() scope: Scope): Promise<void> {
    return this.calendar.revoke(scope)
  }

  /** For calendar programs, which cannot sign in. */
  @Get('calendar/:file')
  @Public()
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'private, max-age=3600')
  read(@Param('file') file: string): Promise<string> {
    return this.calendar.read(file.replace(/\.ics$/, ''))
  }
}
