/** Plain rules to spend a budget by. */
export const policyNames = {
  riskFirst: 'highest risk first',
  profitAtRiskFirst: 'most profit at risk first',
  sameForAll: 'the same for everyone',
  bestReturnFirst: 'best return first',
}

export type PolicyNames = typeof policyNames
