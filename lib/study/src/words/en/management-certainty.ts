import type { Values } from '../values'

/** How sure the model is. */
export const certainty = {
  short: 'How sure we are',
  headingByPairs: (rightPairs: string) =>
    `Tested where the outcome is known: of two customers, the model names the one who bought less in ${rightPairs} of cases`,
  headingByPrecision: (precision: string) =>
    `Tested where the outcome is known: ${precision} of those whom the model put at risk did buy less`,
  headingGuessing: 'Tested where the outcome is known: the model is not shown to do better than guessing',
  judged: (riskFrom: string) =>
    `Each customer was judged by a model that had not seen them. It puts at risk those whose probability of decline is ${riskFrom} or more.`,
  found: (recall: string) => `In this way it found ${recall} of all who bought less; the others it missed.`,
  foundAll: 'In this way it found all who bought less.',
  foundNone: 'In this way it found none of those who bought less.',
  guessing: 'As the range reaches down to guessing, the test does not show that the model does better.',
  nested:
    'The kind of model, too, was chosen without the customers it was judged by, and equal customers were held out together.',
  rightPairs: ({
    rightPairs,
    lower,
    upper,
    guessing,
  }: Values<'rightPairs' | 'lower' | 'upper' | 'guessing'>) =>
    `Of two customers, one who bought less and one who did not, the model puts the first higher in ${rightPairs} of cases (${lower} to ${upper}; analysts call it ROC-AUC). Guessing would give ${guessing}.`,
  unsure: (unsure: string) =>
    `About a single customer the model cannot always tell: for ${unsure} of customers it leaves both outcomes open.`,
  unsureFew: 'About a single customer the model cannot always tell.',
  sureOfAll: 'For no customer does the model leave both outcomes open.',
  sets: ({ level, coverage }: Values<'level' | 'coverage'>) =>
    `Its answers are meant to include the true outcome in ${level} of cases; in the test they did in ${coverage}.`,
  predicted: 'predicted',
  happened: 'happened',
  range: 'range',
  chartNote:
    'A dot is a group of customers with similar risk, all groups of about one size; its bar shows where chance could have put the share. The nearer to the dotted line, the better the prediction.',
  /** On whom the figures rest where a model file judged: not on the customers of the report. */
  basis:
    'The figures of this section come from the customers that the model learned from, each held back from it in the test. How right it is here, the outcome shows.',
  calibration: ({
    calibrationError,
    calibrationErrorByChance,
    lower,
    upper,
  }: Values<'calibrationError' | 'calibrationErrorByChance' | 'lower' | 'upper'>) =>
    `Predicted shares differ from what happened by ${calibrationError} percentage points on average; chance alone would give ${calibrationErrorByChance}. The probabilities themselves may be off by ${lower} to ${upper} points on average.`,
  order: {
    sorted:
      'The rows of the tables stand in an order that tells who bought less: someone sorted them, and may have chosen them too.',
    blocks: ({ easiest, others }: Values<'easiest' | 'others'>) =>
      `In the part of the tables that the model knows best it puts a customer who bought less above one who did not in ${easiest} of cases, in all other parts in ${others}.`,
    follows:
      'How right the model is, how many buy less and how much profit is at risk are therefore figures of these tables: for all customers of the store they may be others, by more than the ranges given.',
  },
  silent: ({
    unexpected,
    lower,
    upper,
    silent,
    silentLower,
    silentUpper,
  }: Values<'unexpected' | 'lower' | 'upper' | 'silent' | 'silentLower' | 'silentUpper'>) =>
    `${unexpected} of those who bought less (${lower} to ${upper}) had a probability of decline below the average: the model found no sign of it in these tables. By an upper estimate ${silent} (${silentLower} to ${silentUpper}) cannot be told from the others at all. To notice them too takes other data.`,
}

export type CertaintyWords = typeof certainty
