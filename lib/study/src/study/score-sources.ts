import type { JudgedCustomers, JudgingModel, ScoreSource } from '../evaluation/out-of-fold-answers'
import { pluralEn } from '../words/plural'

/**
 * How many customers the model learned from, and what answer they get, as one line.
 * @param path of the model file
 */
export function learnedInWords(
  path: string,
  { learned }: Pick<JudgingModel, 'learned'>,
  { source }: Pick<JudgedCustomers, 'source'>,
): string {
  if (!learned) {
    return (
      `${path} keeps nothing of the customers it learned from: how many of these it has seen cannot be told, and ` +
      'for those its probabilities are too sure; train the model again'
    )
  }
  const count = (wanted: ScoreSource) => source.filter((one) => one === wanted).length
  const [same, changed] = [count('out-of-fold'), count('seen')]
  if (same + changed === 0) return 'The model has learned from none of them.'
  return (
    `The model has learned from ${same + changed} of ${source.length} ${pluralEn(source.length, 'customer')}: ${same} with ` +
    `these very values get the answer of models that were not fitted on them (source out-of-fold); ${changed} have ` +
    'changed since and get its own (source seen), which may know their last outcome by heart.'
  )
}
