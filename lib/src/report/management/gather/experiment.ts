import type { ExperimentPlan } from '../../../decisions/experiment/plan'
import type { ExperimentFindings } from '../findings'

/** The experiment in the numbers that management decides by. */
export function gatherExperiment({
  drawn,
  design,
  worth,
  withPrediction,
  power,
}: ExperimentPlan): ExperimentFindings {
  const treated = drawn.treated.reduce((sum, arm) => sum + arm, 0)
  return {
    treated,
    control: drawn.treated.length - treated,
    cost: drawn.cost.reduce((sum, cost, i) => sum + cost * drawn.treated[i], 0),
    declineRate: design.probability,
    worthwhile: worth.breakEven,
    assumed: worth.assumed.likely,
    detectable: withPrediction.detectable,
    power,
    powerForAssumed: withPrediction.powerAtAssumed,
    quarters: withPrediction.quartersAtBreakEven,
    quartersForAssumed: withPrediction.quartersAtAssumed,
  }
}
