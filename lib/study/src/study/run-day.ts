import { UserError } from '@one-click/core'
import { type Environment, readEnvironment } from './environment'

/**
 * The day of a run, `2026-03-31`, in UTC: that of SOURCE_DATE_EPOCH (seconds since 1970; reproducible-builds.org)
 * where it is set, else today. A day and no time of day, and nothing that depends on the machine's time zone, so
 * that two runs of one day write the same bytes, and with SOURCE_DATE_EPOCH any two runs do.
 *
 * @throws UserError when SOURCE_DATE_EPOCH is no whole number of seconds
 */
export function runDay(
  { epoch }: Pick<Environment, 'epoch'> = readEnvironment(),
  now: Date = new Date(),
): string {
  if (!epoch) return now.toISOString().slice(0, 10)
  if (!/^\d{1,11}$/.test(epoch)) {
    throw new UserError(
      `SOURCE_DATE_EPOCH is "${epoch.slice(0, 40)}": set it to whole seconds since 1970, or unset it`,
    )
  }
  return new Date(1000 * Number(epoch)).toISOString().slice(0, 10)
}
