import type { Interval } from '@one-click/statistics'
import { holm } from '@one-click/statistics'

/** What a test compares. */
export type DriftMeasure =
  | 'location'
  | 'distance'
  | 'mix'
  | 'new-categories'
  | 'active'
  | 'incomplete'
  | 'implausible'
  | 'mean-score'
  | 'unsureness'
  | 'declining'
  | 'roc-auc'
  | 'log-loss'
  | 'brier'
  | 'deviation'

/** How a measure is judged. */
export interface MeasureRule {
  /** As written in tables. */
  readonly label: string
  /** The least change that matters. */
  readonly minimum: number
  /** From here on a feature has changed so far that the model is asked about customers it does not know. */
  readonly large?: number
  /** Which way a change matters. */
  readonly direction: 'either' | 'up' | 'down'
  /** How its effect is written; default `number`. */
  readonly written?: 'number' | 'percent' | 'points'
  /** What the rule calls too much, for people. */
  readonly words: string
}

/** Chance of any alarm at all when nothing has changed: at most this. */
export const familyLevel = 0.05

/**
 * The least changes that matter. Cliff's delta: "small" and "medium" of J. Romano et al. (2006); Cramér's V: those
 * of J. Cohen, Statistical Power Analysis (1988), for two groups. The others are statements of this study.
 */
export const measureRules: Readonly<Record<DriftMeasure, MeasureRule>> = {
  location: {
    label: 'Cliff’s delta',
    minimum: 0.147,
    large: 0.33,
    direction: 'either',
    words: 'Cliff’s delta of at least 0.147 either way (from 0.33 on: large)',
  },
  distance: {
    label: 'largest share moved (Kolmogorov–Smirnov)',
    minimum: 0.15,
    large: 0.3,
    direction: 'up',
    written: 'percent',
    words: 'at least 15% of customers moved across some value (from 30% on: large)',
  },
  mix: {
    label: 'Cramér’s V',
    minimum: 0.1,
    large: 0.3,
    direction: 'up',
    words: 'a mix of categories that differs by a Cramér’s V of at least 0.1 (from 0.3 on: large)',
  },
  'new-categories': {
    label: 'share in new categories',
    minimum: 0.01,
    direction: 'up',
    written: 'percent',
    words: 'at least 1% of customers in categories that the model has never met',
  },
  active: shareRule('share of active customers', 0.05),
  incomplete: shareRule('share of customers that a table lacks', 0.02, 'up'),
  implausible: shareRule('share of active customers with implausible values', 0.01, 'up'),
  'mean-score': {
    label: 'mean predicted probability',
    minimum: 0.05,
    direction: 'either',
    written: 'points',
    words: 'a mean predicted probability that differs by at least 5 points',
  },
  unsureness: {
    label: 'Brier score expected of the probabilities, mean p(1 − p)',
    minimum: 0.02,
    direction: 'up',
    words: 'probabilities so much nearer to the middle that the Brier score they expect rises by 0.02',
  },
  declining: shareRule('share of customers who declined', 0.05),
  'roc-auc': {
    label: 'ROC-AUC',
    minimum: 0.02,
    direction: 'down',
    words: 'a ROC-AUC lower than expected by at least 0.02',
  },
  'log-loss': {
    label: 'log loss',
    minimum: 0.03,
    direction: 'up',
    words: 'a log loss higher than expected by at least 0.03',
  },
  brier: {
    label: 'Brier score',
    minimum: 0.01,
    direction: 'up',
    words: 'a Brier score higher than expected by at least 0.01',
  },
  deviation: {
    label: 'calibration in the large (observed − predicted)',
    minimum: 0.05,
    direction: 'either',
    written: 'points',
    words: 'a share who declined that lies 5 points off the mean predicted probability',
  },
}

function shareRule(label: string, minimum: number, direction: 'either' | 'up' = 'either'): MeasureRule {
  const points = `${100 * minimum} ${minimum === 0.01 ? 'point' : 'points'}`
  const change = direction === 'up' ? 'rises' : 'changes'
  return {
    label,
    minimum,
    direction,
    written: 'points',
    words: `a ${label} that ${change} by at least ${points}`,
  }
}

/** One comparison of the new tables with the training data. */
export interface DriftTest {
  readonly measure: DriftMeasure
  /** Name of the feature; absent where all customers are compared as a whole. */
  readonly feature?: string
  /** How far the new customers lie from the training data, with a 95% interval. */
  readonly effect: Interval
  /** Of no change at all, in the direction that matters. */
  readonly pValue: number
  /** Whether its numbers tell of fewer than five customers, so that no page may state them; absent: they do not. */
  readonly tellsOfFew?: boolean
}

/** A comparison after the rule. */
export interface JudgedTest extends DriftTest {
  /** p-value after S. Holm, over all comparisons of the run. */
  readonly adjustedPValue: number
  /** Both real (adjusted p-value at most `familyLevel`) and at least the minimum. */
  readonly alarm: boolean
  /** An alarm of at least the size that the rule calls large. */
  readonly large: boolean
}

/** An alarm needs both: more than chance explains over all comparisons together, and enough to matter. */
export function judgeTests(tests: readonly DriftTest[]): JudgedTest[] {
  const adjusted = holm(tests.map(({ pValue }) => pValue))
  return tests.map((test, i) => {
    const { minimum, large = Number.POSITIVE_INFINITY } = measureRules[test.measure]
    const size = changeThatMatters(test, test.effect.estimate)
    const alarm = adjusted[i] <= familyLevel && size >= minimum
    return { ...test, adjustedPValue: adjusted[i], alarm, large: alarm && size >= large }
  })
}

/** A change as a size: positive the way that matters. */
export function changeThatMatters({ measure }: Pick<DriftTest, 'measure'>, change: number): number {
  const { direction } = measureRules[measure]
  return direction === 'either' ? Math.abs(change) : direction === 'up' ? change : -change
}
