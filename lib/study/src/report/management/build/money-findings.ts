import type { BudgetAnalysis } from '../../../decisions/budget/analysis'
import type { PolicyName } from '../../../decisions/budget/policies'
import type { TornadoBar } from '../../../decisions/budget/tornado'
import type { Quantity } from '../../../decisions/offers/offer-catalogue'
import type { Bilingual } from '../../../words/language'
import { inEachLanguage } from '../../../words/texts'
import type { AssumptionFinding, MoneyFindings, PolicyFinding } from '../findings'

/** The plain policies that management would think of; the greedy rule is for analysts. */
const shownPolicies = [
  'profitAtRiskFirst',
  'riskFirst',
  'sameForAll',
] as const satisfies readonly PolicyName[]

const nameOf = (row: 'plan' | (typeof shownPolicies)[number]): Bilingual =>
  inEachLanguage(({ shownPolicies: names }) => names[row])

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
    policies: [
      { name: nameOf('plan'), isPlan: true, cost: plan.cost, kept: plan.kept },
      ...policies.flatMap(({ policy, cost, kept }): PolicyFinding[] => {
        const shown = shownPolicies.find((name) => name === policy)
        return shown ? [{ name: nameOf(shown), isPlan: false, cost, kept }] : []
      }),
    ].sort((a, b) => Number(b.isPlan) - Number(a.isPlan) || b.kept - b.cost - (a.kept - a.cost)),
    curve: curve.points.map(({ budget, cost, kept }) => ({ budget, cost, kept })),
    worthwhileBudget: curve.worthwhile.cost,
    ...(breakEven.factor > 0 && { breakEven: breakEven.factor }),
    lowEnd: { net: lowEnd.net, paying: lowEnd.paying, anyPays: lowEnd.best.customers > 0 },
    assumptions: tornado.map(assumptionFinding).slice(0, maxAssumptions),
    net: { estimate: combined.net.median, lower: combined.net.lower, upper: combined.net.upper },
    chanceToPay: combined.pays,
    independent: { lower: independent.net.lower, chanceToPay: independent.pays },
    sharedError,
    effects,
  }
}

/** The plan stays as it is; where only its limits change, it is made anew. */
function assumptionFinding({ name, low, high }: TornadoBar): AssumptionFinding {
  const ends = [low, high].map(({ samePlan, replanned }) => samePlan ?? replanned)
  return { name, low: Math.min(...ends), high: Math.max(...ends) }
}
