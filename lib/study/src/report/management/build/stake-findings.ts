import { take } from '@one-click/core'
import { bootstrapIntervals } from '@one-click/learn'
import type { Customers } from '../../../customers/customers'
import { countStandings } from '../../../customers/standing'
import type { AssumedRange } from '../../../decisions/offers/offer-catalogue'
import { horizonMonths, profitAtRisk } from '../../../decisions/segments/segments'
import type { CustomerRisk } from '../../../explanation/customer-risk'
import type { StakeFindings } from '../findings'

/** Points of the concentration curve besides its start. */
const curvePoints = 20

/** How much profit is at risk, and how it is spread over the customers. */
export function buildStake(
  customers: Customers,
  risk: CustomerRisk,
  lostShare: AssumedRange,
  seed: number,
): StakeFindings {
  const profit = take(customers.profit, risk.rows)
  const atRisk = profitAtRisk(risk.probability, profit)
  const [interval] = bootstrapIntervals(
    new Uint8Array(atRisk.length),
    (counts) => [atRisk.reduce((sum, value, i) => sum + counts[i] * value, 0)],
    { seed, groups: take(customers.groups, risk.rows), replicates: 1000 },
  )
  const { inactive, incomplete, scored, lacking } = countStandings(customers.standing)
  return {
    total: customers.count,
    active: risk.rows.length,
    withoutProfit: scored - risk.rows.length,
    inactive,
    incomplete,
    lackingTables: lacking.map(({ file }) => file),
    ...(customers.declines && { declined: total(Float64Array.from(take(customers.declines, risk.rows))) }),
    expected: total(risk.probability),
    profit: total(profit) * horizonMonths,
    atRisk: total(atRisk),
    atRiskInterval: interval,
    lostShare,
    concentration: concentrationOf(atRisk),
  }
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)

/** Lorenz curve, customers with the largest amounts first; empty when nothing is at risk. */
function concentrationOf(amounts: Float64Array): StakeFindings['concentration'] {
  const whole = total(amounts)
  if (!(whole > 0)) return []
  const falling = Float64Array.from(amounts).sort().reverse()
  return Array.from({ length: curvePoints + 1 }, (_, point) => {
    const customers = Math.round((point * falling.length) / curvePoints)
    return { customers: customers / falling.length, atRisk: total(falling.subarray(0, customers)) / whole }
  })
}
