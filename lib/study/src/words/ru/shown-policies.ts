import type { ShownPolicies } from '../en/shown-policies'

export const shownPolicies: ShownPolicies = {
  plan: 'План',
  profitAtRiskFirst: 'Сначала те, у кого больше прибыли под угрозой',
  riskFirst: 'Сначала те, у кого выше риск',
  sameForAll: 'Всем одно и то же',
}
