import { analyseQuarter } from '../../../../lib/study/src/decisions/experiment/analyse-quarter'
import { type ExperimentResult, pooledResult } from '../../../../lib/study/src/decisions/experiment/estimate'
import type { DrawnCustomers } from '../../../../lib/study/src/decisions/experiment/experiment-plan'
import type { ExperimentOutcomes } from '../../../../lib/study/src/decisions/experiment/read-experiment'
import type { LevelOptions } from '../../../../lib/toolkit/statistics/src/intervals'

/** What one quarter by itself tells, by one look at its end. */
export function estimateEffect(
  drawn: DrawnCustomers,
  outcomes: ExperimentOutcomes,
  options: LevelOptions = {},
): ExperimentResult {
  return pooledResult([analyseQuarter(drawn, outcomes)], options)
}
