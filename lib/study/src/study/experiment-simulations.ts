import { estimateQuarters, type SequentialResult } from '../decisions/experiment/estimate-quarters'
import type { ExperimentPlan } from '../decisions/experiment/experiment-plan'
import { type ExperimentTrials, tryExperiments } from '../decisions/experiment/experiment-trials'
import { rehearseQuarters } from '../decisions/experiment/rehearsal'

/** What experiments as planned would find, by simulation. */
export interface ExperimentSimulations {
  /** Experiments simulated for each true effect. */
  readonly runs: number
  /** Without an effect, with half of the assumed one, and with all of it. */
  readonly trials: readonly ExperimentTrials[]
  /** One whole experiment, with some outcomes missing where enough take part. */
  readonly rehearsal: SequentialResult
}

/** Below this number of participants no outcomes are left out of the rehearsal. */
const fewForMissing = 40

export function simulateExperiments(plan: ExperimentPlan, seed: number, runs = 200): ExperimentSimulations {
  const { ids, reduction } = plan.drawn
  const missing = ids.length < fewForMissing ? 0 : 0.03
  return {
    runs,
    trials: [0, 0.5, 1].map((share) =>
      tryExperiments(plan, { seed, runs, reduction: reduction.map((value) => share * value) }),
    ),
    rehearsal: estimateQuarters(rehearseQuarters(plan, { seed, missing })),
  }
}
