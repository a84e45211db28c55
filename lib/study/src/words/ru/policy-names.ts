import type { PolicyNames } from '../en/policy-names'

export const policyNames: PolicyNames = {
  plan: 'План',
  riskFirst: 'Сначала те, у кого выше риск',
  profitAtRiskFirst: 'Сначала те, у кого больше прибыли под угрозой',
  sameForAll: 'Всем одно и то же',
  bestReturnFirst: 'Сначала лучшая отдача',
}
