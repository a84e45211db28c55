import { ArgumentError } from '@one-click/core'
import { median } from '@one-click/statistics'
import { minGroupSize } from '../../evaluation/segment-errors'
import {
  type CutRounding,
  distinctCandidates,
  profitStep,
  quantileCandidates,
  roundCandidates,
} from './cut-candidates'
import { type CutCandidates, cutSearch, type FoundCuts } from './cut-search'
import { profitAtRisk, type SegmentCuts } from './segments'

export interface SegmentCutOptions {
  /** Every segment holds at least this share of the customers (and five of them). Default 0.05. */
  readonly minShare?: number
  /** What rounding may cost, as a share of what the best pair explains. Default 0.01. */
  readonly roundingCost?: number
}

/** Cut-offs with the share of the variance of profit at risk that lies between their four segments. */
export interface RatedCuts extends SegmentCuts {
  /** Between 0 and 1; 0 when profit at risk does not vary. */
  readonly explained: number
}

/** The chosen cut-offs, and what they are to be compared with. */
export interface SegmentCutChoice {
  readonly cuts: SegmentCuts
  readonly explained: number
  /**
   * `rounded`: the coarsest round numbers that cost no more than allowed; `quantile`: the best pair of quantiles,
   * because round numbers cost more; `fallback`: one half and the median profit, because no pair leaves every
   * segment large enough.
   */
  readonly rule: 'rounded' | 'quantile' | 'fallback'
  readonly rounding?: CutRounding
  /** The best pair of all, rounded or not; absent when none leaves every segment large enough. */
  readonly best?: RatedCuts
  /** One half and the median profit. */
  readonly naive: RatedCuts
}

/** Cut-offs learned from customers, given how often each counts, shape (customers). */
export type CutLearner = (
  counts: Uint32Array,
) => Pick<SegmentCutChoice, 'cuts' | 'rule' | 'rounding'> & { readonly between: number }

/** From coarse to fine: steps of probability, and about how many steps of profit from its 5% to its 95% quantile. */
const roundings = [
  { probability: 0.1, profitSteps: 5 },
  { probability: 0.05, profitSteps: 10 },
  { probability: 0.01, profitSteps: 50 },
] as const

/**
 * Where the map of risk and profit is cut (`chooseSegmentCuts` tells more).
 * @param probability probability of decline of each customer @param profit profit a month of each
 */
export function segmentCuts(
  probability: Float64Array,
  profit: Float64Array,
  options: SegmentCutOptions = {},
): SegmentCuts {
  requireCustomers(probability, profit)
  return cutLearner(probability, profit, options)(ones(probability.length)).cuts
}

/**
 * Cuts the map where the four segments differ most in profit at risk: of all pairs of a probability and a profit
 * that leave every segment large enough, the one with the largest sum of squares of profit at risk between the
 * segments, as a regression tree would split, on both axes at once. Near the best pair that share is flat, so the
 * coarsest round numbers are taken that explain nearly as much (`roundingCost`) as the best pair of 1% quantiles;
 * people can remember them, and they change less from sample to sample.
 *
 * @throws ArgumentError without customers, for lengths that differ, or for numbers that are not finite
 */
export function chooseSegmentCuts(
  probability: Float64Array,
  profit: Float64Array,
  options: SegmentCutOptions = {},
): SegmentCutChoice {
  requireCustomers(probability, profit)
  const counts = ones(probability.length)
  const { cuts, rule, rounding } = cutLearner(probability, profit, options)(counts)
  const search = cutSearch(probability, profit, profitAtRisk(probability, profit), {
    probability: distinctCandidates(probability),
    profit: distinctCandidates(profit),
  })
  const best = search(counts, smallestSize(probability.length, options))
  const rated = ({ probability: p, profit: m }: SegmentCuts): RatedCuts => ({
    probability: p,
    profit: m,
    explained: explainedVariance(probability, profit, { probability: p, profit: m }),
  })
  return {
    cuts,
    explained: rated(cuts).explained,
    rule,
    ...(rounding && { rounding }),
    ...(best && { best: rated(best) }),
    naive: rated(naiveCuts(profit)),
  }
}

/** One half, and the median profit. */
export function naiveCuts(profit: Float64Array): SegmentCuts {
  return { probability: 0.5, profit: median(profit) }
}

/** Share of the variance of profit at risk between the four segments of given cut-offs; 0 when it does not vary. */
export function explainedVariance(
  probability: Float64Array,
  profit: Float64Array,
  cuts: SegmentCuts,
): number {
  const value = profitAtRisk(probability, profit)
  const mean = value.reduce((sum, own) => sum + own, 0) / value.length
  const sums = new Float64Array(4)
  const sizes = new Float64Array(4)
  let total = 0
  for (let i = 0; i < value.length; i++) {
    const segment = (probability[i] >= cuts.probability ? 2 : 0) + (profit[i] >= cuts.profit ? 1 : 0)
    sizes[segment]++
    sums[segment] += value[i] - mean
    total += (value[i] - mean) ** 2
  }
  if (!(total > 0)) return 0
  return sums.reduce((between, sum, k) => between + (sizes[k] > 0 ? sum ** 2 / sizes[k] : 0), 0) / total
}

/**
 * The rule of `chooseSegmentCuts` with its candidates fixed, to be applied to these customers or to resamples of
 * them.
 */
export function cutLearner(
  probability: Float64Array,
  profit: Float64Array,
  options: SegmentCutOptions = {},
): CutLearner {
  const { roundingCost = 0.01 } = options
  const value = profitAtRisk(probability, profit)
  const search = (candidates: CutCandidates) => cutSearch(probability, profit, value, candidates)
  const rounded = roundings.map((rounding) => {
    const steps = { probability: rounding.probability, profit: profitStep(profit, rounding.profitSteps) }
    return { steps, search: search(roundCandidates(profit, steps)) }
  })
  const byQuantile = search({
    probability: quantileCandidates(probability),
    profit: quantileCandidates(profit),
  })
  return (counts) => {
    const smallest = smallestSize(
      counts.reduce((sum, count) => sum + count, 0),
      options,
    )
    const best = byQuantile(counts, smallest)
    for (const { steps, search } of rounded) {
      const found = search(counts, smallest)
      if (found && !(found.between < (1 - roundingCost) * (best?.between ?? 0))) {
        return { cuts: cutsOf(found), between: found.between, rule: 'rounded', rounding: steps }
      }
    }
    if (best) return { cuts: cutsOf(best), between: best.between, rule: 'quantile' }
    return { cuts: naiveCuts(repeated(profit, counts)), between: 0, rule: 'fallback' }
  }
}

const cutsOf = ({ probability, profit }: FoundCuts): SegmentCuts => ({ probability, profit })

const ones = (length: number) => new Uint32Array(length).fill(1)

function smallestSize(customers: number, { minShare = 0.05 }: SegmentCutOptions): number {
  return Math.max(minGroupSize, minShare * customers)
}

function repeated(values: Float64Array, counts: Uint32Array): Float64Array {
  return Float64Array.from([...values].flatMap((value, i) => new Array<number>(counts[i]).fill(value)))
}

function requireCustomers(probability: Float64Array, profit: Float64Array): void {
  if (probability.length !== profit.length) {
    throw new ArgumentError('segmentCuts', 'needs one profit for each probability', profit.length)
  }
  if (probability.length === 0) throw new ArgumentError('segmentCuts', 'needs customers')
  for (const values of [probability, profit]) {
    const wrong = values.find((value) => !Number.isFinite(value))
    if (wrong !== undefined) throw new ArgumentError('segmentCuts', 'needs finite numbers', wrong)
  }
}
