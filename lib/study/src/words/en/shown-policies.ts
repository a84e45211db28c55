/** Plain rules to which the report for management compares the plan. */
export const shownPolicies = {
  plan: 'The plan',
  profitAtRiskFirst: 'Most profit at risk first',
  riskFirst: 'Highest risk first',
  sameForAll: 'The same for everyone',
}

export type ShownPolicies = typeof shownPolicies
