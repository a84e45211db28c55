import type { MetricName } from '@one-click/learn'
import { quietAxis } from '../figure'

/** What each metric is called on an axis, and which way is better. */
export const metricTitles: Readonly<Record<MetricName, string>> = {
  rocAuc: 'ROC-AUC (higher is better)',
  logLoss: 'log loss (lower is better)',
  brier: 'Brier score (lower is better)',
}

/** An axis that ends at 1, the most that ROC-AUC can be, whatever the room for its intervals. */
export const rocAucEnd = { autorangeoptions: { maxallowed: 1 } } as const

/** The axis of a metric. */
export function metricAxis(metric: MetricName): Record<string, unknown> {
  return {
    ...quietAxis,
    ...(metric === 'rocAuc' && rocAucEnd),
    title: { text: metricTitles[metric], font: { size: 13 } },
  }
}
