import type { Values } from '../values'

/** Texts of the figures of segments, and of risk and profit. */
export const segments = {
  profit: {
    title: (period: string) => `Profit in ${period}, and how much of it is at risk`,
    segment: ({ title, atRisk, profit }: Values<'title' | 'atRisk' | 'profit'>) =>
      `${title}: ${atRisk} of ${profit} at risk`,
    atRisk: 'at risk',
    interval: '95% interval',
    ofProfit: ({ atRisk, profit }: Values<'atRisk' | 'profit'>) => `${atRisk} of ${profit}`,
    safe: 'safe',
    axis: (period: string) => `profit in ${period}`,
  },
  everyone: {
    title: 'Risk and profit of every customer',
    description: ({ risk, profit }: Values<'risk' | 'profit'>) =>
      `Scatter plot of probability of decline against profit a month, coloured by segment, cut at ${risk}, ${profit}.`,
    hover: (segment: string) => `${segment}: risk %{x:.0f}%, profit %{y:.1f}<extra></extra>`,
    riskAxis: 'probability of decline (%)',
    profitAxis: 'profit (money a month)',
  },
  map: {
    title: 'How many customers at which risk and profit',
    most: ({ customers, from, to, profit }: Values<'customers' | 'from' | 'to' | 'profit'>) =>
      `A map: risk from left to right, profit upwards. Most customers (${customers}) have a risk of ${from} to ${to} and a monthly profit of ${profit}.`,
    hover: 'risk %{x}%, profit %{y}: %{hovertext}<extra></extra>',
    any: 'any',
    under: (to: string) => `under ${to}`,
    from: (from: string) => `${from} up`,
    riskAxis: 'risk: probability of decline, %',
    profitAxis: 'profit a month',
  },
}

export type SegmentFigures = typeof segments
