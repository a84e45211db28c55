import type { Customers } from '../customers/customers'
import { takeCustomers } from '../customers/feature-table'
import type { CustomerDecision } from '../decisions/customer-decisions'
import { type CustomerModel, predictCustomers } from '../evaluation/feature-preprocessor'
import { toCsv } from './csv'

/**
 * scores.csv: a line for each customer of market_file.csv, in its order. The probability is empty unless the
 * status is `scored`; `flag` names the implausible inputs.
 */
export function scoresCsv(customers: Customers, model: CustomerModel): string {
  const { activeRows, features, ids, status } = customers
  const probability = new Map<number, number>()
  if (activeRows.length > 0) {
    predictCustomers(model, takeCustomers(features, activeRows)).forEach((p, i) => {
      probability.set(activeRows[i], p)
    })
  }
  const flags = flagsOf(customers)
  const rows = Array.from(ids, (id, row) => [id, status[row], probability.get(row), flags.get(row)])
  return toCsv(['id', 'status', 'decline_probability', 'flag'], rows)
}

/** offers.csv: a line for each scored customer. */
export function offersCsv(decisions: readonly CustomerDecision[]): string {
  return toCsv(
    [
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
      'offer_text',
      'flag',
    ],
    decisions.map((decision) => [
      decision.id,
      decision.segment,
      decision.probability,
      decision.profit,
      decision.profitAtRisk,
      decision.offer,
      decision.channel,
      decision.reasons[0]?.text,
      decision.reasons[1]?.text,
      decision.reasons[2]?.text,
      decision.text,
      decision.flagged ? 'implausible value' : undefined,
    ]),
  )
}

function flagsOf({ implausible }: Customers): Map<number, string> {
  const flags = new Map<number, string>()
  for (const { row, input } of implausible) {
    flags.set(row, flags.has(row) ? `${flags.get(row)} ${input}` : `implausible: ${input}`)
  }
  return flags
}
