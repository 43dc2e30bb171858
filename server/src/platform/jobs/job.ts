/** Work that is done again and again by every server process; what it does must not depend on how many they are. */
export abstract class Job {
  /** Name under which its health is shown. */
  abstract readonly name: string
  /** Does what is to be done now. */
  abstract run(): Promise<void>
}
