/** What the arms of an experiment are compared in. */
export const balanceColumns = {
  probability: 'probability of decline',
  profit: 'profit a month',
  cost: 'cost of the offer',
  reduction: 'assumed reduction',
}

export type BalanceColumns = typeof balanceColumns
