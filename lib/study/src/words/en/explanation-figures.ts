import { pluralEn } from '../plural'
import type { Values } from '../values'

/** Texts of the figures of why a customer is at risk. */
export const explanation = {
  beeswarm: {
    title: 'What drives the risk of each customer',
    description: (labels: string) => `Contributions of ${labels}.`,
    value: 'value',
    low: 'low',
    high: 'high',
    axis: 'contribution to the log-odds of decline (right: raises the risk)',
  },
  waterfall: {
    others: (count: number) => `${count} other ${pluralEn(count, 'feature')}`,
    start: 'Starting point',
    end: 'This customer',
    description: ({ base, total, steps }: Values<'base' | 'total' | 'steps'>) =>
      `From ${base} at the start to ${total}: ${steps}`,
    axis: 'log-odds of decline (0 = 50%, 1 = 73%, 2 = 88%, −1 = 27%, −2 = 12%)',
  },
}

export type ExplanationFigures = typeof explanation
