import type { PolicyNames } from '../en/policy-names'

export const policyNames: PolicyNames = {
  riskFirst: 'сначала самый высокий риск',
  profitAtRiskFirst: 'сначала больше прибыли под угрозой',
  sameForAll: 'всем одно и то же',
  bestReturnFirst: 'сначала лучшая отдача',
}
