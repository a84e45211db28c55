import { uncapital } from '../uncapital'

import type { Values } from '../values'

/** Texts of the figures of who the customers are and how the two classes differ. */
export const exploration = {
  classes: { declines: 'Buys less', holds: 'Holds' },
  ofClass: '% of class',
  balance: {
    title: 'Customers by activity',
    description: ({ declines, holds }: Values<'declines' | 'holds'>) =>
      `${declines} of the customers buy less, ${holds} hold their level.`,
    axis: '% of customers',
  },
  distributions: (labels: string) => `Histograms by class of ${labels}.`,
  categories: {
    title: (feature: string) => `Share who buy less, by ${uncapital(feature)}`,
    hover: '%{y}: %{x:.0f}% of %{customdata} customers<extra></extra>',
    axis: '% who buy less, with 95% interval (dashed: all customers)',
  },
  monthly: {
    description: (months: string) =>
      `Box plots by month and class, whiskers from the 10th to the 90th percentile: ${months}.`,
    axis: 'month',
  },
  profit: {
    title: 'Profit a month per customer',
    description: 'Histograms of profit a month by class.',
    axis: 'profit a month (money, mean of 3 months)',
  },
  differences: {
    axis: (group: string) => `Cliff's delta with 95% interval: right = higher for ${group}`,
  },
  implausible: {
    title: (feature: string) => `${feature}: one value stands apart`,
    description: (bound: string) =>
      `Values of all active customers; the bound of plausible values is ${bound}.`,
    axis: (feature: string) => `${feature}, logarithmic (dashed: bound of plausible values)`,
  },
}

export type ExplorationFigures = typeof exploration
