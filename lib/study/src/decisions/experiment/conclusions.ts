import type { Interval } from '@one-click/statistics'
import type { Bilingual } from '../../words/language'
import { byLanguage } from '../../words/language'

/** What an experiment can end with; see `experimentConclusions`. */
export const conclusionNames = [
  'worth its cost',
  'works, cost open',
  'too small',
  'open',
  'open, at best too small',
  'harmful',
] as const
export type ConclusionName = (typeof conclusionNames)[number]

/** A conclusion, when it holds and what to do then. */
export interface ExperimentConclusion {
  readonly name: ConclusionName
  readonly title: Bilingual
  /** In terms of the interval of the reduction and the smallest reduction that pays. */
  readonly when: Bilingual
  readonly decision: Bilingual
}

/**
 * Every conclusion, fixed before the outcome is known. Exactly one holds for each interval: the repeated interval of a
 * look, so that conclusions keep their level however many of the planned looks there are.
 */
export const experimentConclusions: readonly ExperimentConclusion[] = conclusionNames.map((name) => ({
  name,
  title: byLanguage(({ experimentConclusions: said }) => said[name].title),
  when: byLanguage(({ experimentConclusions: said }) => said[name].when),
  decision: byLanguage(({ experimentConclusions: said }) => said[name].decision),
}))

/** Which conclusion holds for a reduction of the decline rate, given the smallest that pays. */
export function concludeExperiment({ lower, upper }: Interval, breakEven: number): ExperimentConclusion {
  const name = conclusionName(lower, upper, breakEven)
  return experimentConclusions.find((conclusion) => conclusion.name === name)!
}

function conclusionName(lower: number, upper: number, breakEven: number): ConclusionName {
  if (upper < 0) return 'harmful'
  if (lower <= 0) return upper < breakEven ? 'open, at best too small' : 'open'
  if (lower >= breakEven) return 'worth its cost'
  return upper < breakEven ? 'too small' : 'works, cost open'
}
