import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { createApp } from './app.js'
import { ConfigError, type Config } from './platform/config.js'

/** Starts the server and resolves with its address once it takes requests. */
export async function start(config: Config): Promise<{ app: NestFastifyApplication; address: string }> {
  const app = await createApp(config)
  await app.listen(config.port, config.host).catch(async (error: unknown) => {
    await app.close()
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new ConfigError(`Port ${config.port} is taken; set XINGJI_PORT to another one.`)
  })
  return { app, address: (await app.getUrl()).replace('[::1]', 'localhost') }
}
