import type { Config } from './config.js'

/** Carries the configuration to whoever asks for it. */
export class Settings {
  constructor(readonly config: Config) {}
}
