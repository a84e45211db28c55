import type { MetricName } from '@one-click/learn'
import { type Language, wordsIn } from '../../words/language'
import { quietAxis } from '../figure'

/** The metrics in the order of the figures. */
export const metricNames = ['rocAuc', 'logLoss', 'brier'] as const satisfies readonly MetricName[]

/** An axis that ends at 1, the most that ROC-AUC can be, whatever the room for its intervals. */
export const rocAucEnd = { autorangeoptions: { maxallowed: 1 } } as const

/** The axis of a metric. */
export function metricAxis(metric: MetricName, language: Language): Record<string, unknown> {
  return {
    ...quietAxis,
    ...(metric === 'rocAuc' && rocAucEnd),
    title: { text: wordsIn(language).figures.models.metrics[metric], font: { size: 13 } },
  }
}
