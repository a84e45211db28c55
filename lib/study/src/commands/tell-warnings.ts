import { tell } from '@one-click/core'
import { formatWarnings } from '../tables/format-warnings'
import type { Problem } from '../tables/schema'

/**
 * Prints what the reader warns of to stderr, grouped and counted; for `onWarnings`.
 * @param place folder or file that is read
 */
export const tellWarnings =
  (place: string) =>
  (warnings: readonly Problem[]): void => {
    tell(...formatWarnings(place, warnings))
  }
