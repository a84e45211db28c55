import { featureOf } from '../../customers/features'
import { formatDecimal, formatPercent } from '../../words/number-format'
import {
  changeThatMatters,
  type DriftMeasure,
  familyLevel,
  type JudgedTest,
  measureRules,
} from './drift-rule'

export interface Conclusion {
  /** `retrain`: fit the model anew; `watch`: something changed, the model may still hold; `keep`. */
  readonly conclusion: 'retrain' | 'watch' | 'keep'
  /** Why, in sentences, the gravest first. */
  readonly reasons: readonly string[]
}

const performanceMeasures: readonly DriftMeasure[] = ['roc-auc', 'log-loss', 'brier', 'deviation']
const scoreMeasures: readonly DriftMeasure[] = ['mean-score', 'unsureness']

/** The rule in sentences, as the report states it. */
export const ruleSentences: readonly string[] = [
  `A difference is an alarm when it is both real (p ≤ ${familyLevel} after Holm's correction over all comparisons of ` +
    'the run) and large enough to matter. When nothing has changed, at most ' +
    `${formatPercent(familyLevel)} of tables raise any alarm.`,
  `Large enough to matter is: ${Object.values(measureRules)
    .map(({ words }) => words)
    .join('; ')}.`,
  'Retrain: a measure of the predictions (ROC-AUC, log loss, Brier score, calibration in the large) has become worse; ' +
    'or customers have categories that the model has never met; or, unless the target shows that the predictions ' +
    'hold, a feature has changed by a large amount or the predicted probabilities have changed.',
  'Watch: any other alarm. Keep: none.',
  'The predictions hold when none of their measures is an alarm and the 95% interval of each rules out a change of ' +
    'twice the amount that matters.',
]

/**
 * What follows from the comparisons, by the rule of `ruleSentences`.
 * @param hasPerformance whether the target was there to measure the predictions by
 */
export function concludeDrift(tests: readonly JudgedTest[], hasPerformance: boolean): Conclusion {
  const alarms = tests.filter(({ alarm }) => alarm)
  const hold = hasPerformance && predictionsHold(tests)
  const calls = alarms.filter((test) => callsForTraining(test, hold))
  const others = alarms.filter((test) => !calls.includes(test))
  const reasons = [...calls, ...others].map(reasonOf)
  if (alarms.length === 0) {
    return {
      conclusion: 'keep',
      reasons: [
        `None of ${tests.length} comparisons finds a change that is both real and large enough to matter.`,
      ],
    }
  }
  if (calls.length > 0) return { conclusion: 'retrain', reasons }
  return {
    conclusion: 'watch',
    reasons: hold
      ? [...reasons, 'The target shows that the predictions hold on the new customers.']
      : reasons,
  }
}

/** No alarm among the measures, and each is known well enough to rule out twice the change that matters. */
function predictionsHold(tests: readonly JudgedTest[]): boolean {
  return tests
    .filter(({ measure }) => performanceMeasures.includes(measure))
    .every((test) => {
      const { lower, upper } = test.effect
      const worst = Math.max(changeThatMatters(test, lower), changeThatMatters(test, upper))
      return !test.alarm && worst < 2 * measureRules[test.measure].minimum
    })
}

function callsForTraining({ measure, large }: JudgedTest, predictionsHold: boolean): boolean {
  if (performanceMeasures.includes(measure) || measure === 'new-categories') return true
  return !predictionsHold && (large || scoreMeasures.includes(measure))
}

/** An alarm as a sentence. */
function reasonOf({ measure, feature, effect, adjustedPValue, large, tellsOfFew }: JudgedTest): string {
  const { label, direction } = measureRules[measure]
  const what = feature === undefined ? capitalised(label) : `${featureOf(feature).label}: ${label}`
  if (tellsOfFew)
    return `${what} changed by more than matters (by how much would tell of fewer than five customers).`
  const [lower, upper] = [effect.lower, effect.upper].map((value) => effectInWords(measure, value))
  const sign = effect.estimate > 0 && direction === 'either' ? '+' : ''
  const p = adjustedPValue < 0.001 ? 'p < 0.001' : `p = ${formatDecimal(adjustedPValue)}`
  return (
    `${what}${distances.has(measure) ? '' : ' changed by'} ${sign}${effectInWords(measure, effect.estimate)} ` +
    `(95% interval ${lower} to ${upper}, ${p})${large ? ', a large change' : ''}.`
  )
}

/** Measures of how far two distributions lie apart; the others have a value on either side, and a change of it. */
const distances: ReadonlySet<DriftMeasure> = new Set<DriftMeasure>([
  'location',
  'distance',
  'mix',
  'new-categories',
])

/** An effect as people read it: `−0.031`, `9.8%`, `5.2 points`. */
export function effectInWords(measure: DriftMeasure, value: number): string {
  const { written = 'number' } = measureRules[measure]
  if (written === 'number') return formatDecimal(value)
  return written === 'percent' ? formatPercent(value, 1) : `${formatDecimal(100 * value, 1)} points`
}

const capitalised = (text: string) => text[0].toUpperCase() + text.slice(1)
