import { ORPCError } from '@orpc/server'

/** Tells the log what went wrong inside; whoever called only hears that something did. Errors meant for people are no news to it. */
export const logFailedCall = (log: (line: string) => void) => (error: unknown) => {
  if (!(error instanceof ORPCError)) log(`A call failed: ${error instanceof Error ? error.stack : String(error)}`)
}
