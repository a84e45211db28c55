import type { BalanceColumns } from '../en/balance-columns'

export const balanceColumns: BalanceColumns = {
  probability: 'вероятность снижения',
  profit: 'прибыль в месяц',
  cost: 'цена предложения',
  reduction: 'предполагаемый эффект',
}
