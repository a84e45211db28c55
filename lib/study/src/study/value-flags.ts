import type { Customers } from '../customers/customers'
import type { UnfamiliarValue } from '../evaluation/unfamiliar-values'
import { pluralEn } from '../words/plural'

/**
 * What gives reason to doubt a customer's probability, by row of the customers' table: implausible inputs, and values
 * that the model has not met. `implausible: revenueCurrent; outside training range: revenueTotal pagesPerVisit`.
 */
export function valueFlags(
  { implausible }: Pick<Customers, 'implausible'>,
  unfamiliar: readonly UnfamiliarValue[],
): Map<number, string> {
  const doubts = [
    ...implausible.map(({ row, input }) => ({ row, name: input, doubt: 'implausible' })),
    ...unfamiliar.map(({ row, feature, kind }) => ({ row, name: feature, doubt: doubtOf[kind] })),
  ]
  const byRow = new Map<number, Map<string, string[]>>()
  for (const { row, name, doubt } of doubts) {
    const own = byRow.get(row) ?? new Map<string, string[]>()
    byRow.set(row, own.set(doubt, [...(own.get(doubt) ?? []), name]))
  }
  return new Map(
    Array.from(byRow, ([row, own]) => [
      row,
      Array.from(own, ([doubt, names]) => `${doubt}: ${names.join(' ')}`).join('; '),
    ]),
  )
}

const doubtOf: Readonly<Record<UnfamiliarValue['kind'], string>> = {
  outside: 'outside training range',
  unseen: 'unseen category',
}

/**
 * How many customers have values that the model has not met, and of which features, as one line.
 * @param unfamiliar undefined where the model file keeps nothing to compare with
 * @param judged how many customers were judged
 * @param drift where the comparison with the training data stands
 */
export function unfamiliarInWords(
  unfamiliar: readonly UnfamiliarValue[] | undefined,
  judged: number,
  drift = 'npm run drift',
): string {
  if (!unfamiliar) {
    return 'The model file keeps no reference of its training data: whether values lie outside it cannot be told; train the model again.'
  }
  const customers = new Set(unfamiliar.map(({ row }) => row)).size
  if (customers === 0) return 'No value lies outside those that the model learned from.'
  const counts = new Map<string, number>()
  for (const { feature } of unfamiliar) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const features = [...counts].sort(([, a], [, b]) => b - a).map(([feature, count]) => `${feature} ${count}`)
  return (
    `${customers} of ${judged} ${pluralEn(judged, 'customer')} ${customers === 1 ? 'has' : 'have'} values outside those ` +
    `that the model learned from (${features.join(', ')}): it was never tried on such customers, and the column flag ` +
    `names them; ${drift} says whether it still fits`
  )
}
