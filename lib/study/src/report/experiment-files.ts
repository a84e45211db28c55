import type { DrawnQuarter } from '../decisions/experiment/experiment-plan'
import { armNames, copiesColumn, experimentColumns } from '../decisions/experiment/experiment-schema'
import { toCsv } from './csv'

/** What a customer of control gets in place of an offer: ids of the catalogue's offer for everyone else and of its channel. */
export interface UsualNews {
  readonly offer: string
  readonly channel: string
}

/**
 * experiment.csv: a line for each participant, in the order of the draw, with the offer and channel that the
 * customer gets in the arm drawn. The columns from the cost on belong to the offer chosen for the customer, made or
 * withheld: with them, the quarter and the planned number of quarters the file is all that the estimate needs.
 * @param usualOf what the customer with this id gets in control
 * @param writtenOf the id as it is written; default: as a plain number
 */
export function experimentCsv(
  drawn: DrawnQuarter,
  usualOf: (id: number) => UsualNews,
  writtenOf: (id: number) => string | number = (id) => id,
): string {
  const rows = Array.from(drawn.ids, (id, i) => {
    const inTreatment = drawn.treated[i] === 1
    const usual = usualOf(id)
    return [
      writtenOf(id),
      drawn.segment[i],
      inTreatment ? armNames.treatment : armNames.control,
      inTreatment ? drawn.offer[i] : usual.offer,
      inTreatment ? drawn.channel[i] : usual.channel,
      drawn.probability[i],
      drawn.profit[i],
      drawn.cost[i],
      drawn.averted[i],
      drawn.reduction[i],
      drawn.lowReduction[i],
      drawn.highReduction[i],
      drawn.quarter,
      drawn.plannedQuarters,
      drawn.offer[i],
      drawn.addressed[i],
      ...(drawn.units ? [drawn.units[i]] : []),
    ]
  })
  return toCsv(
    [...experimentColumns, ...(drawn.units ? [copiesColumn] : [])].map(({ header }) => header),
    rows,
  )
}
