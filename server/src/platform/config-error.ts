/** The environment does not make a runnable server; the message says what to set. */
export class ConfigError extends Error {}
