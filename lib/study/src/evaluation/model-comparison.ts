import { ArgumentError } from '@one-click/core'
import { calibrationCurve, type MetricName } from '@one-click/learn'
import { type Interval, studentCriticalValue } from '@one-click/statistics'
import type { CrossValidation } from './cross-validation'

/** Metrics fold by fold; those that are compared suffice. */
interface FoldScores {
  readonly foldScores: Readonly<Partial<Record<MetricName, Float64Array>>>
}

/**
 * Difference of a metric between two procedures (or two points of a learning curve) judged on the same folds (second minus first), with a 95%
 * interval from Student's t. The variance over folds is raised by test size / training size, because training
 * folds overlap (Nadeau & Bengio 2003, "Inference for the generalization error"; Bouckaert & Frank 2004 for
 * repeats).
 *
 * @param options folds: of one repeat
 * @throws ArgumentError for different numbers of folds, or fewer than two
 */
export function pairedDifference(
  first: FoldScores,
  second: FoldScores,
  metric: MetricName,
  options: { readonly folds: number },
): Interval {
  const { estimate, error, count } = foldDifferences(first, second, metric, options)
  const half = studentCriticalValue(count - 1) * error
  return { estimate, lower: estimate - half, upper: estimate + half }
}

/** Mean difference over folds, its standard error as described at `pairedDifference`, and the number of folds. */
export function foldDifferences(
  first: FoldScores,
  second: FoldScores,
  metric: MetricName,
  { folds }: { readonly folds: number },
): { readonly estimate: number; readonly error: number; readonly count: number } {
  const [scores, others] = [first.foldScores[metric], second.foldScores[metric]]
  const n = scores?.length ?? 0
  if (!scores || !others || n < 2 || others.length !== n) {
    throw new ArgumentError('foldDifferences', 'needs the same two or more folds of both', n)
  }
  const differences = others.map((score, i) => score - scores[i])
  const estimate = differences.reduce((total, value) => total + value, 0) / n
  const variance = differences.reduce((total, value) => total + (value - estimate) ** 2, 0) / (n - 1)
  return { estimate, error: Math.sqrt(variance * (1 / n + 1 / (folds - 1))), count: n }
}

/**
 * Mean distance between predicted and observed share over bins of equal size, weighted by customers
 * (Naeini, Cooper & Hauskrecht 2015).
 */
export function expectedCalibrationError(
  declines: Uint8Array,
  probability: Float64Array,
  options: { readonly bins?: number } = {},
): number {
  return calibrationCurve(declines, probability, options).reduce(
    (total, { rows, meanProbability, positiveRate }) =>
      total + (rows / declines.length) * Math.abs(meanProbability - positiveRate),
    0,
  )
}

/**
 * What the fits of a cross-validation chose, in words: the settings met most often, with how often, or the
 * mean weight of each member of a stack.
 */
export function describeSettings({ procedure, chosenOptions }: CrossValidation): string {
  if ('members' in procedure) {
    const meanWeight = (name: string) =>
      chosenOptions.reduce((sum, weights) => sum + Number(weights[name]), 0) / chosenOptions.length
    return `weights: ${procedure.members.map(({ name }) => `${name} ${meanWeight(name).toFixed(2)}`).join(', ')}`
  }
  const counts = new Map<string, number>()
  for (const options of chosenOptions) {
    const text = Object.entries(options)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const [text, count] = [...counts].sort((a, b) => b[1] - a[1])[0]
  return `${text || 'defaults'} (${count} of ${chosenOptions.length} folds)`
}

/** The procedure of another kind of model that has the least log loss, and whether that is less than the chosen one's. */
export function bestOfOtherKinds(
  models: readonly CrossValidation[],
  chosen: CrossValidation,
): { readonly rival: CrossValidation; readonly isBetter: boolean } {
  const kindOf = ({ procedure }: CrossValidation) => ('members' in procedure ? 'stack' : procedure.estimator)
  const others = models.filter((model) => kindOf(model) !== 'stack' && kindOf(model) !== kindOf(chosen))
  if (others.length === 0)
    throw new ArgumentError('bestOfOtherKinds', 'needs a model of another kind', models.length)
  const rival = others.reduce((best, one) =>
    one.scores.logLoss.mean < best.scores.logLoss.mean ? one : best,
  )
  return { rival, isBetter: rival.scores.logLoss.mean < chosen.scores.logLoss.mean }
}
