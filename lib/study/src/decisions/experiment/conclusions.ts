import type { Interval } from '@one-click/statistics'

/** What an experiment can end with; see `concludeExperiment`. */
export const conclusionNames = [
  'worth its cost',
  'works, cost open',
  'too small',
  'open',
  'open, at best too small',
  'harmful',
] as const
export type ConclusionName = (typeof conclusionNames)[number]

/**
 * Which conclusion holds for a reduction of the decline rate, given the smallest that pays; fixed before the outcome is
 * known. Exactly one holds for each interval: the repeated interval of a look, so that conclusions keep their level however
 * many of the planned looks there are.
 */
export function concludeExperiment({ lower, upper }: Interval, breakEven: number): ConclusionName {
  if (upper < 0) return 'harmful'
  if (lower <= 0) return upper < breakEven ? 'open, at best too small' : 'open'
  if (lower >= breakEven) return 'worth its cost'
  return upper < breakEven ? 'too small' : 'works, cost open'
}
