/** Marks of the figures of the experiment. */
export const experimentMarks = {
  withPrediction: 'with the prediction',
  withoutPrediction: 'without',
  points: 'points',
  breakEven: 'pays',
  assumed: 'assumed',
}

export type ExperimentMarks = typeof experimentMarks
