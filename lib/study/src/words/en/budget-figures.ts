import type { Values } from '../values'

/** Texts of the figures of the budget. */
export const budget = {
  kept: 'profit kept',
  cost: 'cost',
  netGain: 'gain after cost',
  policies: {
    title: 'The plan and simple rules within one budget',
    row: ({ name, kept, cost }: Values<'name' | 'kept' | 'cost'>) => `${name}: keeps ${kept}, costs ${cost}`,
    axis: 'profit kept and cost',
  },
  curve: {
    title: 'What the plan keeps at other budgets',
    point: ({ budget, kept }: Values<'budget' | 'kept'>) => `budget ${budget}: ${kept} kept`,
    afterCost: 'after cost',
    axis: 'budget',
    plan: 'the plan',
    planIsBest: 'the plan: the best amount',
    limit: 'the budget',
    best: 'the best amount',
  },
  assumptions: {
    title: 'Which assumptions the gain depends on',
    row: ({ name, low, high }: Values<'name' | 'low' | 'high'>) => `${name}: from ${low} to ${high}`,
    atWorst: 'at its worst',
    atBest: 'at its best',
    replanned: 'with a new plan',
  },
  uncertain: {
    title: 'Net gain of the plan under uncertainty',
    probability: 'only probabilities uncertain',
    combined: 'effects and loss uncertain too',
    pays: 'pays in',
    share: 'share of draws (%)',
  },
}

export type BudgetFigures = typeof budget
