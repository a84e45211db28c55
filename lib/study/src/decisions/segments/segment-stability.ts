import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import { drawResample, resamplingUnits } from '@one-click/learn'
import { criticalValue, type Interval, type LevelOptions, sortedQuantile } from '@one-click/statistics'
import type { Customers } from '../../customers/customers'
import type { CrossValidation } from '../../evaluation/cross-validation'
import type { CustomerRisk } from '../../explanation/customer-risk'
import { cutLearner, type SegmentCutOptions, segmentCuts } from './segment-cuts'
import { assignSegments, type SegmentCuts, type SegmentName } from './segments'

export interface SegmentStabilityOptions extends SegmentCutOptions, LevelOptions {
  /** Copies among the customers, drawn together (see `bootstrapIntervals`). Default: each on its own. */
  readonly groups?: Int32Array
  /** Resamples drawn. Default 1000. */
  readonly replicates?: number
  readonly seed: number
}

/** How far segments depend on which customers the cut-offs were learned from. */
export interface SegmentStability {
  readonly replicates: number
  /** Share of the customers who change segment: mean over the resamples, and the middle 95% of them. */
  readonly changed: Interval
  /** Share of resamples that put the customer into the same segment, shape (customers). */
  readonly kept: Float64Array
  /** The cut-offs in use, and the middle 95% of those that resamples give. */
  readonly probabilityCut: Interval
  readonly profitCut: Interval
  /** Share of resamples that give the very cut-offs in use. */
  readonly sameCuts: number
  /** Share of resamples that leave no pair of cut-offs with segments large enough. */
  readonly fallbacks: number
}

/**
 * Draws the customers again with replacement, learns the cut-offs anew (`chooseSegmentCuts`) and applies them to
 * the customers as they are. Probabilities stay: what other fold models would say is told by `repeatStability`.
 * B. Efron, Ann. Statist. 7 (1979).
 */
export function segmentStability(
  probability: Float64Array,
  profit: Float64Array,
  options: SegmentStabilityOptions,
): SegmentStability {
  const { replicates = 1000, level = 0.95, seed } = options
  criticalValue(level) // refuses what is no level
  if (!(Number.isInteger(replicates) && replicates > 0)) {
    throw new ArgumentError('segmentStability', 'needs a positive whole number of resamples', replicates)
  }
  const cuts = segmentCuts(probability, profit, options)
  const learn = cutLearner(probability, profit, options)
  const segments = assignSegments(probability, profit, cuts)
  const changes = changesBy(probability, profit, segments)
  const random = new Random(deriveSeed(seed, 'segment stability'))
  const size = probability.length
  const units = resamplingUnits(new Uint8Array(size), options.groups)
  const counts = new Uint32Array(size)
  const kept = new Float64Array(size)
  const [changed, probabilities, profits] = [0, 1, 2].map(() => new Float64Array(replicates))
  let [same, fallbacks] = [0, 0]
  for (let replicate = 0; replicate < replicates; replicate++) {
    drawResample(units, random, counts)
    const learned = learn(counts)
    probabilities[replicate] = learned.cuts.probability
    profits[replicate] = learned.cuts.profit
    changed[replicate] = changes(learned.cuts, (row) => kept[row]++)
    if (learned.rule === 'fallback') fallbacks++
    if (learned.cuts.probability === cuts.probability && learned.cuts.profit === cuts.profit) same++
  }
  const mean = changed.reduce((sum, share) => sum + share, 0) / replicates
  return {
    replicates,
    changed: middleOf(mean, changed, level),
    kept: kept.map((times) => times / replicates),
    probabilityCut: middleOf(cuts.probability, probabilities, level),
    profitCut: middleOf(cuts.profit, profits, level),
    sameCuts: same / replicates,
    fallbacks: fallbacks / replicates,
  }
}

/** How other fold models would have parted the customers. */
export interface RepeatStability {
  /** The cut-offs learned from the repeat's probabilities. */
  readonly cuts: SegmentCuts
  /** Share of the customers who change segment with these cut-offs. */
  readonly changed: number
  /** The same with the cut-offs in use: what the probabilities alone change. */
  readonly changedAtSameCuts: number
}

/**
 * Sets the segments beside those that each repeat of the cross-validation would have given: there, models fitted
 * on other folds judge the customer.
 *
 * @param cuts those in use
 * @param repeats probabilities of the same customers, one array for each repeat (see `repeatProbabilities`)
 */
export function repeatStability(
  probability: Float64Array,
  profit: Float64Array,
  cuts: SegmentCuts,
  repeats: readonly Float64Array[],
  options: SegmentCutOptions = {},
): RepeatStability[] {
  const segments = assignSegments(probability, profit, cuts)
  return repeats.map((repeat) => {
    const changes = changesBy(repeat, profit, segments)
    const own = segmentCuts(repeat, profit, options)
    return { cuts: own, changed: changes(own), changedAtSameCuts: changes(cuts) }
  })
}

/**
 * The probability of every customer of `risk` in each repeat of a cross-validation. Customers who were set aside
 * from learning are in no fold and keep the probability they have.
 */
export function repeatProbabilities(
  { trainingRows }: Pick<Customers, 'trainingRows'>,
  risk: Pick<CustomerRisk, 'rows' | 'probability'>,
  { probability }: Pick<CrossValidation, 'probability'>,
): Float64Array[] {
  const learningRow = new Map(Array.from(trainingRows, (row, i) => [row, i]))
  return probability.map((repeat) =>
    risk.probability.map((own, position) => {
      const row = learningRow.get(risk.rows[position])
      return row === undefined ? own : repeat[row]
    }),
  )
}

/** Share of customers whom given cut-offs put into another segment; the others are told of, by row. */
function changesBy(
  probability: Float64Array,
  profit: Float64Array,
  segments: readonly SegmentName[],
): (cuts: SegmentCuts, onKept?: (row: number) => void) => number {
  const isRisky = segments.map((name) => name === 'Save now' || name === 'Win back cheaply')
  const isValuable = segments.map((name) => name === 'Save now' || name === 'Look after')
  return (cuts, onKept) => {
    let changed = 0
    for (let row = 0; row < segments.length; row++) {
      const isKept =
        probability[row] >= cuts.probability === isRisky[row] &&
        profit[row] >= cuts.profit === isValuable[row]
      if (isKept) onKept?.(row)
      else changed++
    }
    return changed / segments.length
  }
}

function middleOf(estimate: number, values: Float64Array, level: number): Interval {
  const sorted = values.slice().sort()
  return {
    estimate,
    lower: sortedQuantile(sorted, (1 - level) / 2),
    upper: sortedQuantile(sorted, (1 + level) / 2),
  }
}
