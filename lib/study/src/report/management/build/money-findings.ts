import type { BudgetAnalysis } from '../../../decisions/budget/analysis'
import type { PolicyName } from '../../../decisions/budget/policies'
import type { Quantity } from '../../../decisions/offers/offer-catalogue'
import { assumptionRows, policyRows } from '../../figures/budget-rows'
import type { MoneyFindings } from '../findings'

/** What management would think of; the greedy rule is for analysts. */
const shownPolicies: readonly (PolicyName | 'plan')[] = [
  'plan',
  'profitAtRiskFirst',
  'riskFirst',
  'sameForAll',
]

/** Assumptions that are shown; the others move the gain less. */
const maxAssumptions = 8

/** The budget in the numbers that management decides by. */
export function buildMoney(
  {
    limits,
    plan,
    policies,
    curve,
    breakEven,
    lowEnd,
    tornado,
    combined,
    independent,
    sharedError,
    effects,
  }: BudgetAnalysis,
  statedBudget: Quantity,
): MoneyFindings {
  return {
    budget: limits.budget,
    statedBudget,
    cost: plan.cost,
    kept: plan.kept,
    policies: policyRows({ plan, policies }).filter(({ policy }) => shownPolicies.includes(policy)),
    curve: curve.points.map(({ budget, cost, kept }) => ({ budget, cost, kept })),
    worthwhileBudget: curve.worthwhile.cost,
    ...(breakEven.factor > 0 && { breakEven: breakEven.factor }),
    lowEnd: { net: lowEnd.net, paying: lowEnd.paying, anyPays: lowEnd.best.customers > 0 },
    assumptions: assumptionRows({ tornado })
      .slice(0, maxAssumptions)
      .map(({ name, low, high }) => ({ name, low, high })),
    net: { estimate: combined.net.median, lower: combined.net.lower, upper: combined.net.upper },
    chanceToPay: combined.pays,
    independent: { lower: independent.net.lower, chanceToPay: independent.pays },
    sharedError,
    effects,
  }
}
