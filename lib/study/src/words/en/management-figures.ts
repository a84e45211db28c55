import type { Values } from '../values'

/** Titles, axes and marks of the figures. */
export const figures = {
  calibration: 'Predicted, and what happened',
  calibrationPoint: ({ predicted, happened }: Values<'predicted' | 'happened'>) =>
    `predicted ${predicted}, happened ${happened}`,
  fullAgreement: 'full agreement',
  groupOfCustomers: 'group of customers',
  calibrationHover: 'predicted %{x:.0f}%, happened %{y:.0f}%<extra></extra>',
  predictedAxis: 'predicted probability of decline, %',
  happenedAxis: 'bought less, %',
  policies: 'The plan and simple rules within one budget',
  policy: ({ name, kept, cost }: Values<'name' | 'kept' | 'cost'>) => `${name}: keeps ${kept}, costs ${cost}`,
  kept: 'profit kept',
  cost: 'cost',
  keptAndCost: 'profit kept and cost',
  planIsBest: 'the plan: the best amount',
  plan: 'the plan',
  budgetMark: 'the budget',
  best: 'the best amount',
  budgetCurve: 'What the plan keeps at other budgets',
  budgetPoint: ({ budget, kept }: Values<'budget' | 'kept'>) => `budget ${budget}: ${kept} kept`,
  afterCost: 'after cost',
  budget: 'budget',
  assumptions: 'Which assumptions the gain depends on',
  assumption: ({ name, low, high }: Values<'name' | 'low' | 'high'>) => `${name}: from ${low} to ${high}`,
  atWorst: 'at its worst',
  atBest: 'at its best',
  gain: 'gain after cost',
  offers: 'Who gets which offer, and how it reaches them',
  customers: 'customers',
  concentration: 'How the profit at risk is spread over the customers',
  concentrationPoints: (points: string) =>
    `Share of profit at risk by share of customers, the dearest first: ${points}.`,
  concentrationHover: '%{x:.0f}% of customers: %{y:.0f}% of profit at risk<extra></extra>',
  shareOfCustomers: 'share of customers, %',
  shareOfRisk: 'share of profit at risk, %',
  segments: (period: string) => `Profit in ${period}, and how much of it is at risk`,
  segment: ({ title, atRisk, profit }: Values<'title' | 'atRisk' | 'profit'>) =>
    `${title}: ${atRisk} of ${profit} at risk`,
  atRisk: 'at risk',
  safe: 'safe',
  profitIn: (period: string) => `profit in ${period}`,
  any: 'any',
  under: (to: string) => `under ${to}`,
  from: (from: string) => `${from} up`,
  riskMap: 'How many customers at which risk and profit',
  riskMapPoint: ({ customers, from, to, profit }: Values<'customers' | 'from' | 'to' | 'profit'>) =>
    `A map: risk from left to right, profit upwards. Most customers (${customers}) have a risk of ${from} to ${to} and a monthly profit of ${profit}.`,
  riskMapHover: 'risk %{x}%, profit %{y}: %{hovertext}<extra></extra>',
  riskAxis: 'risk: probability of decline, %',
  profitAxis: 'profit a month',
  themes: 'What raises the risk of the customers at risk',
  points: 'percentage points',
  asTable: 'The same data as a table',
}

export type FiguresWords = typeof figures
