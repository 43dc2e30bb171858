import { Controller, Module, Post } from '@nestjs/common'
import { Public, SignInRoute } from '../../http/caller.js'
import { Payload } from '../../http/parameters.js'
import { object, text, type Shaped } from '../../http/shape.js'
import { SessionsModule } from './sessions.module.js'
import { SessionsService, type Session } from './sessions.service.js'

const developmentSignIn = object({ name: text('姓名', { max: 30 }) })

/** Sign-in by name alone. Production never loads this file. */
@Controller('session')
export class DevelopmentSessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Post('development')
  @Public()
  @SignInRoute()
  signIn(@Payload(developmentSignIn) { name }: Shaped<typeof developmentSignIn>): Promise<Session> {
    return this.sessions.open(`development:${name}`, name)
  }
}

@Module({ imports: [SessionsModule], controllers: [DevelopmentSessionsController] })
export class DevelopmentSessionsModule {}
