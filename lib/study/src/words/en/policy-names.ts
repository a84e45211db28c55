/** Rules to spend a budget by. */
export const policyNames = {
  plan: 'The plan',
  riskFirst: 'Highest risk first',
  profitAtRiskFirst: 'Most profit at risk first',
  sameForAll: 'The same for everyone',
  bestReturnFirst: 'Best return first',
}

export type PolicyNames = typeof policyNames
