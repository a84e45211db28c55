import { rollOutProbability } from '../../../decisions/experiment/course'
import type { ExperimentPlan } from '../../../decisions/experiment/experiment-plan'
import type { ExperimentFindings } from '../findings'

/** The experiment in the numbers that management decides by. */
export function buildExperiment({
  drawn,
  design,
  worth,
  withPrediction,
  power,
  level,
  schedule,
  courses,
}: ExperimentPlan): ExperimentFindings {
  const treated = drawn.treated.reduce((sum, arm) => sum + arm, 0)
  const ofTreated = (value: (i: number) => number) =>
    drawn.treated.reduce((sum, arm, i) => sum + arm * value(i), 0)
  return {
    treated,
    control: drawn.treated.length - treated,
    cost: ofTreated((i) => drawn.cost[i]),
    kept: ofTreated((i) => drawn.reduction[i] * drawn.averted[i]),
    declineRate: design.probability,
    worthwhile: worth.breakEven,
    assumed: worth.assumed.likely,
    detectable: withPrediction.detectable,
    power,
    quarters: schedule.looks,
    falseClaim: (1 - level) / 2,
    courses: [courses.assumed, courses.half, courses.none].map((course) => ({
      fall: course.reduction,
      rollOut: rollOutProbability(course),
      stop: course.stop.reduce((sum, probability) => sum + probability, 0),
      end: course.end,
      expectedQuarters: course.expectedQuarters,
    })),
  }
}
