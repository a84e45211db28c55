/** Titles of the looks at an experiment. */
export const experimentLooks = {
  simulated: 'simulated outcomes',
  title: 'What each look found',
}

export type ExperimentLooks = typeof experimentLooks
