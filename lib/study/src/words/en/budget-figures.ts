/** Texts of the figures of the budget. */
export const budgetFigures = {
  curve: 'Profit kept by budget',
  budget: 'budget',
  kept: 'profit kept',
  net: 'kept less cost',
  plan: 'the plan',
  worthwhile: 'the best amount without a limit',
  policies: 'The plan against plain rules',
  cost: 'cost',
  tornado: 'What the net gain depends on',
  low: 'at the low end',
  high: 'at the high end',
  replanned: 'with a new plan',
  netGain: 'net gain',
  uncertain: 'Net gain of the plan under uncertainty',
  probability: 'only probabilities uncertain',
  combined: 'effects and loss uncertain too',
  share: 'share of draws (%)',
  pays: 'pays in',
}

export type BudgetFigures = typeof budgetFigures
