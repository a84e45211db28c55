import { ArgumentError } from '@one-click/core'
import { type Customers, idOf } from '../customers/customers'
import { standingInWords } from '../customers/standing'
import type { DecisionOption } from '../decisions/offers/customer-decisions'
import type { JudgedCustomers, ScoreSource } from '../evaluation/out-of-fold-answers'
import type { UnfamiliarValue } from '../evaluation/unfamiliar-values'
import { valueFlags } from '../study/value-flags'
import { type Cell, toCsv } from './csv'
import type { ToldDecision } from './told/told-decisions'

/**
 * scores.csv: a line for each customer of market_file.csv, in its order. Probability and source (see `ScoreSource`) are
 * empty unless the status is `scored`; `flag` names implausible inputs and values that the model has not met;
 * `reason` says why a customer is not scored.
 * @param judged the active customers
 * @param unfamiliar values of theirs that the model has not met
 */
export function scoresCsv(
  customers: Customers,
  judged: JudgedCustomers,
  unfamiliar: readonly UnfamiliarValue[] = [],
): string {
  const positions = new Map(Array.from(judged.rows, (row, i) => [row, i]))
  const flags = valueFlags(customers, unfamiliar)
  const rows = Array.from(customers.ids, (_, row) => {
    const id = idOf(customers, row)
    const i = positions.get(row)
    const score = i === undefined ? [undefined, undefined] : [judged.probability[i], judged.source[i]]
    const { status } = customers.standing[row]
    return [id, status, score[0], flags.get(row), score[1], standingInWords(customers.standing[row])]
  })
  return toCsv(['id', 'status', 'decline_probability', 'flag', 'source', 'reason'], rows)
}

/** Most options of a customer: offers.csv has columns for so many. */
const optionColumns = 5

/**
 * offers.csv: a line for each scored customer. While an experiment runs, offer, channel, cost, profit kept and
 * sentences are what it gives the customer: `experiment_arm` says which part that is, `planned_offer` and
 * `planned_channel` what the plan gives. The columns from `option_1` on hold all that the plan could choose from, so
 * that the best plan can be computed again from this file. Points are the probability that the addressed reasons add;
 * `uplift` is by how much the offer is thought to lower the customer's probability; `net` is what it keeps after cost.
 * @param source of each probability, for the last column; there is none without it
 * @param flags what gives reason to doubt a probability, for each customer (see `valueFlags`)
 * @throws ArgumentError for a customer with more than five options
 */
export function offersCsv(
  decisions: readonly ToldDecision[],
  source?: readonly ScoreSource[],
  flags: readonly (string | undefined)[] = [],
): string {
  const most = decisions.reduce((largest, { options }) => Math.max(largest, options.length), 0)
  if (most > optionColumns) {
    throw new ArgumentError(
      'offersCsv',
      `has columns for at most ${optionColumns} options of a customer`,
      most,
    )
  }
  const header = [
    'id',
    'segment',
    'decline_probability',
    'profit',
    'profit_at_risk',
    'offer',
    'channel',
    'reason_1',
    'reason_2',
    'reason_3',
    'cost',
    'profit_kept',
    'net',
    'uplift',
    'why_ru',
    'why_en',
    'offer_text_ru',
    'offer_text_en',
    'flag',
    'experiment_arm',
    'planned_offer',
    'planned_channel',
  ]
  const places = Array.from({ length: optionColumns }, (_, k) => k)
  const optionHeader = places.flatMap((k) =>
    ['', '_channel', '_cost', '_profit_kept', '_contact', '_points'].map((part) => `option_${k + 1}${part}`),
  )
  const rows = decisions.map((decision, i) => [
    decision.written ?? decision.id,
    decision.segment,
    decision.probability,
    decision.profit,
    decision.profitAtRisk,
    decision.offer,
    decision.channel,
    decision.reasons[0]?.text.en,
    decision.reasons[1]?.text.en,
    decision.reasons[2]?.text.en,
    decision.cost,
    decision.kept,
    decision.kept - decision.cost,
    decision.uplift,
    decision.why.ru,
    decision.why.en,
    decision.text.ru,
    decision.text.en,
    flags[i],
    decision.arm === 'none' ? undefined : decision.arm,
    decision.planned?.offer,
    decision.planned?.channel,
    ...places.flatMap((k) => optionCells(decision.options[k])),
    ...(source ? [source[i]] : []),
  ])
  return toCsv([...header, ...optionHeader, ...(source ? ['source'] : [])], rows)
}

function optionCells(option: DecisionOption | undefined): Cell[] {
  if (!option) return new Array<Cell>(6).fill(undefined)
  const { offer, channel, cost, kept, contact, points } = option
  return [offer, channel, cost, kept, contact ? 1 : 0, points]
}
