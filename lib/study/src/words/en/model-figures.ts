import type { Values } from '../values'

/** Texts of the figures of how good the models are. */
export const models = {
  /** What each metric is called on an axis, and which way is better. */
  metrics: {
    rocAuc: 'ROC-AUC (higher is better)',
    logLoss: 'log loss (lower is better)',
    brier: 'Brier score (lower is better)',
  },
  interval: ({ middle, from, to }: Values<'middle' | 'from' | 'to'>) => `${middle} (${from} to ${to})`,
  rocAuc: ({ model, value }: Values<'model' | 'value'>) => `${model}: ROC-AUC ${value}`,
  comparison: { title: 'Models on customers they have not seen' },
  roc: {
    title: 'ROC curves on held-out customers',
    description: 'Share of declining customers found against share of holding customers wrongly picked.',
    chance: 'Chance',
    wrongAxis: '% of holding customers wrongly picked',
    foundAxis: '% of declining customers found',
  },
  learningCurve: {
    title: 'What more customers bring',
    point: ({ customers, rocAuc, logLoss }: Values<'customers' | 'rocAuc' | 'logLoss'>) =>
      `${customers} customers: ROC-AUC ${rocAuc}, log loss ${logLoss}`,
    hover: '%{x} customers: %{y:.3f}<extra></extra>',
    axis: 'customers learned from',
  },
  intervals: { title: 'How sure the metrics are' },
  sets: {
    names: { declines: 'declines', unsure: 'unsure', neither: 'neither', holds: 'holds' },
    title: 'What can be said of each customer',
    description: (sets: string) => `Customers by probability of decline: ${sets}.`,
    hover: (set: string) => `%{customdata} customers: ${set}<extra></extra>`,
    probabilityAxis: 'predicted probability of decline (%)',
    customersAxis: 'customers in five points',
  },
  coverage: {
    title: 'Coverage of the prediction sets',
    all: 'all customers',
    declined: 'who declined',
    held: 'who held',
    fold: (number: string) => `fold ${number}`,
    axis: 'coverage (%), dashed: aimed at',
  },
}

export type ModelFigures = typeof models
