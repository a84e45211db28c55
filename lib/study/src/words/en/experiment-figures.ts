import type { Values } from '../values'

/** Texts of the figures of the experiment. */
export const experiment = {
  withPrediction: 'with the prediction',
  withoutPrediction: 'without',
  breakEven: 'pays',
  assumed: 'assumed',
  simulated: 'simulated outcomes',
  reductionAxis: 'reduction of the decline rate (points)',
  range: ({ estimate, lower, upper }: Values<'estimate' | 'lower' | 'upper'>) =>
    `${estimate} (${lower} to ${upper})`,
  pointsRange: ({ estimate, lower, upper }: Values<'estimate' | 'lower' | 'upper'>) =>
    `${estimate} points (${lower} to ${upper})`,
  power: {
    title: 'Which effect the experiment can find',
    description: ({ power, withPrediction, without }: Values<'power' | 'withPrediction' | 'without'>) =>
      `Power within the planned quarters by the reduction of the decline rate. ${power} is reached at ${withPrediction} points with the prediction and at ${without} without.`,
    hover: '%{x:.1f} points: %{y:.0f}%<extra></extra>',
    xAxis: 'true reduction of the decline rate (points)',
    yAxis: 'power (%)',
  },
  detectable: {
    title: 'How much more quarters help',
    description: ({ power, first, last, quarters }: Values<'power' | 'first' | 'last' | 'quarters'>) =>
      `Smallest reduction found with ${power} power: ${first} points with one quarter, ${last} with ${quarters}.`,
    hover: '%{customdata} customers: %{y:.1f} points<extra></extra>',
    xAxis: 'quarters planned',
  },
  result: {
    title: 'What the offers did',
    all: 'all, the result',
    allPlain: 'all, without the prediction',
    hover: '%{y}: %{x:.1f} points<extra></extra>',
  },
  looks: {
    title: 'What each look found',
    pooled: 'all quarters so far',
    single: 'each quarter alone',
    noEffect: 'no effect',
    xAxis: 'quarter',
  },
  course: {
    title: 'How the experiment will go',
    assumed: 'as assumed',
    half: 'half of it',
    none: 'no effect',
    rollOut: 'rolled out',
    stop: 'stopped',
    inWords: ({ rollOut, stop, quarters }: Values<'rollOut' | 'stop' | 'quarters'>) =>
      `rolled out ${rollOut}, stopped ${stop}, ${quarters} quarters on average`,
    xAxis: 'quarters so far',
    yAxis: 'probability (%)',
  },
}

export type ExperimentFigures = typeof experiment
