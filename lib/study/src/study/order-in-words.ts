import type { TableOrder } from '../evaluation/table-origin'

/** The order of a table, as a sentence names it. */
export const orderInWords: Readonly<Record<TableOrder, string>> = { file: 'the file', id: 'the ids' }

/**
 * What the order of the rows means for each kind of figure of the study, a sentence each; told by notebook 01 and the
 * model card.
 *
 * @param tellsOutcome whether the tables stand in an order that falls into blocks with shares of declines of their own
 */
export function consequencesOfOrder(tellsOutcome: boolean): string[] {
  const sharesMoved =
    'Calibration, profit at risk and the plan do not carry over to another share of declines, as both the probabilities and the ' +
    'mix of customers are others there; notebook 06 shows them with both moved.'
  if (!tellsOutcome)
    return [
      'Ranking (ROC-AUC) carries over to another share of declines as far as those who decline, and those who hold, are like these.',
      sharesMoved,
      'Nothing here speaks against customers who were drawn as they came, which the intervals assume; nothing proves it either.',
    ]
  return [
    'Ranking (ROC-AUC), log loss and Brier score are means over blocks that are told well and blocks that are not (notebook 04); with ' +
      'another mix of blocks they are others.',
    sharesMoved,
    'Differences, associations and reasons (notebooks 02, 03 and 05) may show how the blocks were put together as well as what ' +
      'goes before a decline.',
    'Rows that were chosen by outcome are no independent draws: every interval and p-value is surer than it may be.',
    'The experiment (notebook 07) draws its arms by lot, so the order cannot mislead what it measures; its planned size rests on ' +
      'these probabilities.',
  ]
}
