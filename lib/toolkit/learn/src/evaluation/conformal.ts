import { ArgumentError } from '@one-click/core'
import { criticalValue, type Interval, wilsonInterval } from '@one-click/statistics'
import { independentShareOf } from '../pipeline/copies'

/**
 * A prediction set at the level asked for: one label is left (`declines`: 1, `holds`: 0), both stay possible (`unsure`),
 * or neither conforms (`neither`: the empty set). Empty sets occur where the model tells the labels apart more often
 * than the level asks for: then some rows have to be left out for the level to be met, and these are the ones whose
 * probability is unusual for either label.
 */
export type OutcomeSet = 'declines' | 'unsure' | 'neither' | 'holds'

export const outcomeSets: readonly OutcomeSet[] = ['declines', 'unsure', 'neither', 'holds']

/** `class`: the level is met among positives and among negatives each (Mondrian); `all`: among rows on average. */
export type ConformalKind = 'class' | 'all'

/** Conformal prediction sets as two numbers: plain data that a model file can carry. */
export interface ConformalThresholds {
  readonly kind: ConformalKind
  /** Share of rows whose set shall hold their label. */
  readonly level: number
  /** Label 1 stays possible from this probability on. */
  readonly positiveFrom: number
  /** Label 0 stays possible up to this probability. */
  readonly negativeUpTo: number
  /** Rows that the numbers were learned from. */
  readonly rows: number
}

export interface ConformalOptions {
  /** Default 0.9. */
  readonly level?: number
  /** Default `class`. */
  readonly kind?: ConformalKind
}

/**
 * Learns the sets from held-out predictions. A row's nonconformity is one minus the probability of its
 * label; a label stays possible for a new row when its nonconformity is not above the ⌈level · (n + 1)⌉-th
 * smallest of n rows: those of the same label (`class`; V. Vovk, "Conditional validity of inductive conformal
 * predictors", ACML 2012) or all (`all`; V. Vovk, A. Gammerman & G. Shafer, Algorithmic Learning in a Random World,
 * 2005). With too few rows for the level every label stays possible.
 *
 * @throws ArgumentError for lengths that differ, a level outside (0, 1), or a single class with kind `class`
 * @example
 * ```ts
 * const probability = Float64Array.of(0.1, 0.2, 0.3, 0.6, 0.4, 0.7, 0.8, 0.9)
 * const thresholds = conformalThresholds(Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1), probability, { level: 0.75 })
 * Array.of(thresholds.positiveFrom, thresholds.negativeUpTo) // → [0.4, 0.6]
 * ```
 */
export function conformalThresholds(
  labels: Uint8Array,
  probability: Float64Array,
  { level = 0.9, kind = 'class' }: ConformalOptions = {},
): ConformalThresholds {
  if (labels.length !== probability.length || labels.length === 0) {
    throw new ArgumentError(
      'conformalThresholds',
      'needs one probability for each outcome',
      probability.length,
    )
  }
  criticalValue(level)
  const nonconformity = probability.map((p, i) => (labels[i] === 1 ? 1 - p : p))
  const bound = (label?: number) => {
    const scores = nonconformity.filter((_, i) => label === undefined || labels[i] === label).sort()
    if (scores.length === 0) {
      throw new ArgumentError('conformalThresholds', 'needs both classes for sets that hold for each')
    }
    const rank = Math.ceil(level * (scores.length + 1) - 1e-9)
    return rank > scores.length ? 1 : scores[rank - 1]
  }
  return {
    kind,
    level,
    positiveFrom: 1 - bound(kind === 'class' ? 1 : undefined),
    negativeUpTo: bound(kind === 'class' ? 0 : undefined),
    rows: labels.length,
  }
}

/**
 * The set of each row. Neither label conforms between the two numbers when `negativeUpTo` is the smaller: at levels
 * below the share that the model gets right anyway. Such an empty set holds no label and counts as a miss.
 *
 * @example
 * ```ts
 * conformalSets(Float64Array.of(0.1, 0.5, 0.9), { positiveFrom: 0.4, negativeUpTo: 0.6 }) // → ['holds', 'unsure', 'declines']
 * ```
 */
export function conformalSets(
  probability: Float64Array,
  { positiveFrom, negativeUpTo }: Pick<ConformalThresholds, 'positiveFrom' | 'negativeUpTo'>,
): OutcomeSet[] {
  return Array.from(probability, (p) => {
    // 1 − p is compared as it was ranked, so that rounding leaves no row out of its own set.
    const mayBeOne = 1 - p <= 1 - positiveFrom
    const mayBeZero = p <= negativeUpTo
    if (mayBeOne === mayBeZero) return mayBeOne ? 'unsure' : 'neither'
    return mayBeOne ? 'declines' : 'holds'
  })
}

/**
 * Sets for rows whose probabilities are held-out predictions themselves: those of a fold by thresholds from
 * the other folds (cross-conformal prediction; V. Vovk, Ann. Math. Artif. Intell. 74, 2015). The models of the
 * other folds have seen this fold's rows, so the predictions that are compared are not quite exchangeable,
 * and what is guaranteed at level 1 − α is 1 − 2α, less a term that vanishes (R. F. Barber, E. J. Candès, A. Ramdas &
 * R. J. Tibshirani, "Predictive inference with the jackknife+", Ann. Statist. 49, 2021, for CV+); in practice 1 − α is
 * met closely, which `conformalCoverage` measures.
 *
 * @param fold fold of each row, shape (rows)
 * @example
 * ```ts
 * const labels = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1)
 * const probability = Float64Array.of(0.1, 0.2, 0.3, 0.6, 0.4, 0.7, 0.8, 0.9)
 * const fold = Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1)
 * crossConformalSets(labels, probability, fold, { level: 0.6 }) // → ['holds', 'holds', 'holds', 'declines', 'holds', 'declines', 'declines', 'declines']
 * ```
 */
export function crossConformalSets(
  labels: Uint8Array,
  probability: Float64Array,
  fold: Int32Array,
  options: ConformalOptions = {},
): OutcomeSet[] {
  if (fold.length !== labels.length) {
    throw new ArgumentError('crossConformalSets', 'needs the fold of each row', fold.length)
  }
  const sets = Array<OutcomeSet>(labels.length).fill('unsure')
  for (const held of new Set(fold)) {
    const others = (_: number, row: number) => fold[row] !== held
    const thresholds = conformalThresholds(labels.filter(others), probability.filter(others), options)
    conformalSets(probability, thresholds).forEach((set, row) => {
      if (fold[row] === held) sets[row] = set
    })
  }
  return sets
}

/** How often sets hold the label, with 95% intervals (Wilson), and how much they say. */
export interface ConformalCoverage {
  readonly all: Interval
  /** Among rows of label 1, and among those of label 0. */
  readonly positives: Interval
  readonly negatives: Interval
  /** By fold, in the order of the folds' numbers. */
  readonly folds: readonly Interval[]
  /** Number of rows with each set. */
  readonly rows: Readonly<Record<OutcomeSet, number>>
  /** Share called unsure, and share with empty sets. */
  readonly unsure: number
  readonly neither: number
  /** Share of sets with one label that hold it, for label 1 and for label 0; NaN for none. */
  readonly precision: { readonly positives: number; readonly negatives: number }
}

/**
 * Measures sets against labels.
 *
 * @param options fold of each row; absent: `folds` stays empty. groups: copies among the rows, which count as one in the
 * intervals (`independentShare`); absent: each row on its own
 * @example
 * ```ts
 * const coverage = conformalCoverage(Uint8Array.of(1, 1, 0, 0), ['declines', 'holds', 'unsure', 'holds'])
 * coverage.all.estimate // → 0.75
 * coverage.positives.estimate // → 0.5
 * ```
 */
export function conformalCoverage(
  labels: Uint8Array,
  sets: readonly OutcomeSet[],
  { fold, groups }: { readonly fold?: Int32Array; readonly groups?: Int32Array } = {},
): ConformalCoverage {
  const covered = sets.map(
    (set, row) => set === 'unsure' || set === (labels[row] === 1 ? 'declines' : 'holds'),
  )
  const rows = sets.map((_, row) => row)
  const share = (of: readonly number[]) => {
    if (of.length === 0) return { estimate: Number.NaN, lower: Number.NaN, upper: Number.NaN }
    const independent = independentShareOf(groups, of)
    return wilsonInterval(independent * of.filter((row) => covered[row]).length, independent * of.length)
  }
  const called = (set: OutcomeSet) => rows.filter((row) => sets[row] === set)
  const folds = [...new Set(fold)].sort((a, b) => a - b)
  return {
    all: share(rows),
    positives: share(rows.filter((row) => labels[row] === 1)),
    negatives: share(rows.filter((row) => labels[row] === 0)),
    folds: folds.map((held) => share(rows.filter((row) => fold?.[row] === held))),
    rows: Object.fromEntries(outcomeSets.map((set) => [set, called(set).length])) as Record<
      OutcomeSet,
      number
    >,
    unsure: called('unsure').length / sets.length,
    neither: called('neither').length / sets.length,
    precision: {
      positives: share(called('declines')).estimate,
      negatives: share(called('holds')).estimate,
    },
  }
}

/**
 * The fold in which each row was held out.
 *
 * @param splits those of one repeat, which together hold out every row once
 * @example
 * ```ts
 * Array.from(foldOfRows([{ fold: 0, test: Int32Array.of(0, 3) }, { fold: 1, test: Int32Array.of(1, 2) }])) // → [0, 1, 1, 0]
 * ```
 */
export function foldOfRows(
  splits: readonly { readonly fold: number; readonly test: Int32Array }[],
): Int32Array {
  const folds = new Int32Array(splits.reduce((total, { test }) => total + test.length, 0)).fill(-1)
  for (const { fold, test } of splits) for (const row of test) folds[row] = fold
  if (folds.includes(-1)) {
    throw new ArgumentError('foldOfRows', 'needs the folds of one repeat, every row held out once')
  }
  return folds
}
