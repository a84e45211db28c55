import type { Values } from '../values'

/** Texts of the figures of how risk is spread, what raises it, and what became of it. */
export const risk = {
  concentration: {
    title: 'How the profit at risk is spread over the customers',
    points: (points: string) =>
      `Share of profit at risk by share of customers, the dearest first: ${points}.`,
    hover: '%{x:.0f}% of customers: %{y:.0f}% of profit at risk<extra></extra>',
    customersAxis: 'share of customers, %',
    riskAxis: 'share of profit at risk, %',
  },
  themes: {
    title: 'What raises the risk of the customers at risk',
    points: 'percentage points',
  },
  calibration: {
    title: 'Predicted, and what happened',
    point: ({ predicted, happened }: Values<'predicted' | 'happened'>) =>
      `predicted ${predicted}, happened ${happened}`,
    error: ({ error, byChance }: Values<'error' | 'byChance'>) =>
      `expected calibration error ${error}, by chance alone ${byChance}`,
    fullAgreement: 'full agreement',
    group: 'group of customers',
    inside: (groups: string) => `inside (${groups})`,
    outside: (groups: string) => `outside (${groups})`,
    chance: 'chance, if right',
    hover: 'predicted %{x:.0f}%, happened %{y:.0f}%<extra></extra>',
    hoverOf: 'predicted %{x:.0f}%, happened %{y:.0f}% of %{customdata}<extra></extra>',
    predictedAxis: 'predicted probability of decline, %',
    happenedAxis: 'bought less, %',
  },
}

export type RiskFigures = typeof risk
