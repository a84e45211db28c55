import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import { brierScore, logLoss, type Metric } from '@one-click/learn'
import { holm, mean, sortedQuantile, studentCriticalValue, studentTwoSided } from '@one-click/statistics'
import type { PermutableModel, RowPermutations } from './permutable-model'

/** How much worse scores become when the values of a group of features are permuted among rows. */
export interface PermutationLosses {
  readonly name: string
  /** Loss of the metric at each repeat (positive = the group matters), shape (repeats). */
  readonly losses: Float64Array
}

export interface PermutationImportance extends PermutationLosses {
  readonly mean: number
  /** Standard deviation over repeats (divisor: repeats). */
  readonly deviation: number
  /** 2.5% and 97.5% points over repeats. */
  readonly lower: number
  readonly upper: number
  /** See `permutationPValue`. */
  readonly pValue: number
}

export interface ImportanceOptions {
  /** Whether larger values of the metric are better. Default: false for log loss and Brier score, else true. */
  readonly greaterIsBetter?: boolean
}

export interface PermutationOptions extends ImportanceOptions {
  /** Default 30. */
  readonly repeats?: number
  readonly seed: number
}

/**
 * Permutation importance (Breiman 2001; Fisher, Rudin & Dominici 2019) on rows the model has not seen:
 * how much a metric loses when a group's values are handed out anew. Features that say the same hide each
 * other when permuted one by one, so correlated ones are better permuted as one group (`featureClusters`).
 *
 * @param model its scores must be what the metric takes: any for ROC-AUC, probabilities for log loss
 * @returns one entry for each group of the model, in its order
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { decisionTree, rocAuc } from '@one-click/learn'
 * const y = Uint8Array.from({ length: 20 }, (_, i) => Number(i >= 10))
 * const x = matrix(20, 2, Float64Array.from({ length: 40 }, (_, k) => (k % 2 === 0 ? k : k % 7)))
 * const model = permutableTrees(decisionTree.fit(x, y, { minLeaf: 1 }), x, [
 *   { name: 'telling', columns: [0] },
 *   { name: 'noise', columns: [1] },
 * ])
 * permutationImportance(model, y, rocAuc, { repeats: 10, seed: 1 }).map(({ mean }) => mean > 0) // → [true, false]
 * ```
 */
export function permutationImportance(
  model: PermutableModel,
  labels: Uint8Array,
  metric: Metric,
  { repeats = 30, seed, greaterIsBetter }: PermutationOptions,
): PermutationImportance[] {
  const permutations = rowPermutations(model, { repeats, seed })
  return importanceUnder(permutations, model, labels, metric, { greaterIsBetter })
}

/**
 * Draws permutations of a model's rows for each group and repeat. Each depends on the seed, the group's name
 * and the repeat only: not on other groups, nor on the work's division among threads.
 *
 * @example
 * ```ts
 * const [[order]] = rowPermutations({ rows: 4, groups: ['first'] }, { repeats: 1, seed: 1 })
 * Array.from(order).sort() // → [0, 1, 2, 3]
 * ```
 */
export function rowPermutations(
  { rows, groups }: Pick<PermutableModel, 'rows' | 'groups'>,
  { repeats, seed }: { readonly repeats: number; readonly seed: number },
): Int32Array[][] {
  if (!(Number.isInteger(repeats) && repeats > 0)) {
    throw new ArgumentError('rowPermutations', 'needs a positive whole number of repeats', repeats)
  }
  return groups.map((name) =>
    Array.from({ length: repeats }, (_, repeat) =>
      new Random(deriveSeed(seed, 'permutation', name, repeat)).shuffle(
        Int32Array.from({ length: rows }, (_, i) => i),
      ),
    ),
  )
}

/**
 * Permutation importance under given permutations; with those of scikit-learn's function, its results.
 *
 * @example
 * ```ts
 * import { matrix } from '@one-click/core'
 * import { rocAuc } from '@one-click/learn'
 * const x = matrix(4, 1, Float64Array.of(0.1, 0.2, 0.8, 0.9))
 * const model = permutablePredictor((rows) => rows.values, x, [{ name: 'first', columns: [0] }])
 * const [{ mean }] = importanceUnder([[Int32Array.of(3, 2, 1, 0)]], model, Uint8Array.of(0, 0, 1, 1), rocAuc)
 * mean // → 1
 * ```
 */
export function importanceUnder(
  permutations: RowPermutations,
  model: PermutableModel,
  labels: Uint8Array,
  metric: Metric,
  { greaterIsBetter = !lossMetrics.has(metric) }: ImportanceOptions = {},
): PermutationImportance[] {
  if (model.rows !== labels.length) {
    throw new ArgumentError('permutationImportance', 'needs one label for each row', labels.length)
  }
  const sign = greaterIsBetter ? 1 : -1
  const baseline = metric(labels, model.scores())
  return model.permutedScores(permutations).map((scores, g) => {
    const losses = Float64Array.from(scores, (permuted) => sign * (baseline - metric(labels, permuted)))
    return describeLosses(model.groups[g], losses)
  })
}

const lossMetrics: ReadonlySet<Metric> = new Set([logLoss, brierScore])

function describeLosses(name: string, losses: Float64Array): PermutationImportance {
  const average = mean(losses)
  const sorted = losses.slice().sort()
  return {
    name,
    losses,
    mean: average,
    deviation: Math.sqrt(mean(losses.map((loss) => (loss - average) ** 2))),
    lower: sortedQuantile(sorted, 0.025),
    upper: sortedQuantile(sorted, 0.975),
    pValue: permutationPValue(losses),
  }
}

/**
 * p-value of a permutation test without refitting: (1 + permuted scores at least as good) / (1 + repeats)
 * (Phipson & Smyth 2010, "Permutation p-values should never be zero"). Exact for the hypothesis that, for the
 * rows judged, the group's values are independent of the outcome and of all other features; a small one
 * says that the fitted model gains from them. At least 1 / (1 + repeats).
 *
 * @example
 * ```ts
 * permutationPValue(Float64Array.of(0.1, 0.2, 0.1)) // → 0.25
 * ```
 */
export function permutationPValue(losses: Float64Array): number {
  return (1 + losses.filter((loss) => loss <= 0).length) / (1 + losses.length)
}

/**
 * One-sided p-value of the same hypothesis over several folds, with the distribution of the permuted metric taken for
 * normal: the mean loss in its own standard deviations, by Student's t. Unlike a count of repeats it can fall as low as
 * a correction for many features needs (moments of the permutation distribution: Strasser & Weber 1999).
 *
 * @param folds losses at each repeat, for each fold; folds are permuted independently
 * @returns 1 where no permutation changes anything
 * @example
 * ```ts
 * asymptoticPValue([Float64Array.of(0.1, 0.2, 0.1), Float64Array.of(0.2, 0.1, 0.3)]) < 0.05 // → true
 * ```
 */
export function asymptoticPValue(folds: readonly Float64Array[]): number {
  let total = 0
  let variance = 0
  let freedom = 0
  for (const losses of folds) {
    const average = mean(losses)
    const squares = losses.reduce((sum, loss) => sum + (loss - average) ** 2, 0)
    total += average
    // Of one permutation, and of the mean of those drawn.
    variance += (squares / Math.max(1, losses.length - 1)) * (1 + 1 / losses.length)
    freedom += losses.length - 1
  }
  if (!(variance > 0) || freedom < 1) return 1
  const t = total / Math.sqrt(variance)
  const twoSided = studentTwoSided(Math.abs(t), freedom)
  return t > 0 ? twoSided / 2 : 1 - twoSided / 2
}

/** Importance of a group over the held-out folds of a cross-validation. */
export interface FoldsImportance {
  readonly name: string
  /** Mean over folds and repeats. */
  readonly mean: number
  /** 95% interval for a model fitted on, and judged by, other rows. */
  readonly lower: number
  readonly upper: number
  /** See `asymptoticPValue`. */
  readonly pValue: number
  /** Holm's, over the groups judged together. */
  readonly adjustedPValue: number
  /** Loss at each repeat, the mean over folds, shape (repeats). */
  readonly losses: Float64Array
}

/**
 * Brings together the importances of folds. The interval is Student's t over the folds' means, the variance
 * raised by test size / training size because training folds overlap (Nadeau & Bengio 2003), so it says how
 * far the importance depends on the rows, not on the permutations.
 *
 * @param parts results of all folds, of one or more repeats of the cross-validation
 * @param options folds of one repeat; default: as many as parts
 * @example
 * ```ts
 * const fold = (...losses: number[]) => [{ name: 'age', losses: Float64Array.from(losses) }]
 * const [age] = importanceOverFolds([fold(0.1, 0.2), fold(0.2, 0.3)])
 * age.mean.toFixed(2) // → '0.20'
 * ```
 */
export function importanceOverFolds(
  parts: readonly (readonly PermutationLosses[])[],
  { folds = parts.length }: { readonly folds?: number } = {},
): FoldsImportance[] {
  if (parts.length < 2 || folds < 2) {
    throw new ArgumentError('importanceOverFolds', 'needs two or more folds', parts.length)
  }
  const names = parts[0].map(({ name }) => name)
  const repeats = parts[0][0]?.losses.length ?? 0
  for (const part of parts) {
    if (
      part.length !== names.length ||
      part.some(({ name, losses }, g) => name !== names[g] || losses.length !== repeats)
    ) {
      throw new ArgumentError('importanceOverFolds', 'needs the same groups and repeats in every fold')
    }
  }
  const half = studentCriticalValue(parts.length - 1) * Math.sqrt(1 / parts.length + 1 / (folds - 1))
  const rated = names.map((name, g) => {
    const means = Float64Array.from(parts, (part) => mean(part[g].losses))
    const average = mean(means)
    const squares = means.reduce((sum, value) => sum + (value - average) ** 2, 0)
    const width = half * Math.sqrt(squares / (parts.length - 1))
    const losses = Float64Array.from({ length: repeats }, (_, r) =>
      mean(Float64Array.from(parts, (part) => part[g].losses[r])),
    )
    return {
      name,
      mean: average,
      lower: average - width,
      upper: average + width,
      pValue: asymptoticPValue(parts.map((part) => part[g].losses)),
      losses,
    }
  })
  const adjusted = holm(rated.map(({ pValue }) => pValue))
  return rated.map((row, g) => ({ ...row, adjustedPValue: adjusted[g] }))
}
