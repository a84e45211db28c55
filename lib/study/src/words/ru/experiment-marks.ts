import type { ExperimentMarks } from '../en/experiment-marks'

export const experimentMarks: ExperimentMarks = {
  withPrediction: 'с учётом прогноза',
  withoutPrediction: 'без прогноза',
  points: 'п. п.',
  breakEven: 'окупается',
  assumed: 'предполагается',
}
