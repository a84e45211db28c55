import { ArgumentError, deriveSeed, Random } from '@one-click/core'
import {
  drawResample,
  fitLogOddsLine,
  type LogOddsLine,
  logit,
  resamplingUnits,
  sigmoid,
  type Unit,
} from '@one-click/learn'

/** Customers whose outcome is known, each judged by models that never saw them. */
export interface ProbabilityEvidence {
  readonly declines: Uint8Array
  /** Out-of-fold probability for each repeat; the first is the one that decisions are made with. */
  readonly repeats: readonly Float64Array[]
  /** Copies among the customers, drawn together. Default: each on its own. */
  readonly groups?: Int32Array
}

export interface ProbabilityDrawOptions {
  /** Default 200. */
  readonly draws?: number
  readonly seed: number
}

const bands = 5
const margin = 1e-6

/**
 * Draws of what customers' probabilities may truly be, from two kinds of error that the data show:
 * - common to all: each draw has the calibration line (see `calibrationLine`) of a bootstrap resample of the
 *   customers with known outcome, and shifts and stretches all log-odds by it;
 * - each customer's own: normal noise on the log-odds with the standard deviation between the repeats, found within
 *   fifths of the customers by log-odds, independent between customers. With one repeat there is none.
 *
 * The draws centre on the recalibrated probabilities, not on the stated ones. What no resample shows, as a change of
 * the market, is not in them. Where the probabilities part the outcomes without error no line fits best, and the
 * stated log-odds stand.
 *
 * @param probability of the customers to draw for, shape (customers)
 * @returns factor on each customer's probability, for each draw
 * @throws ArgumentError without repeats, or without customers of both outcomes
 */
export function drawProbabilityFactors(
  probability: Float64Array,
  evidence: ProbabilityEvidence,
  { draws = 200, seed }: ProbabilityDrawOptions,
): Float64Array[] {
  if (evidence.repeats.length === 0) throw new ArgumentError('drawProbabilityFactors', 'needs a repeat')
  if (!(evidence.declines.includes(0) && evidence.declines.includes(1))) {
    throw new ArgumentError('drawProbabilityFactors', 'needs customers of both outcomes')
  }
  const spreadOf = repeatSpread(evidence)
  const known = evidence.repeats[0].map((p) => logit(p, margin))
  const logOdds = probability.map((p) => logit(p, margin))
  const units = resamplingUnits(new Uint8Array(known.length), evidence.groups)
  const spread = logOdds.map(spreadOf)
  return Array.from({ length: draws }, (_, draw) => {
    const random = new Random(deriveSeed(seed, 'probability draw', draw))
    const { intercept, slope } = resampledLine(known, evidence.declines, units, random)
    return probability.map((p, i) => {
      const drawn = sigmoid(intercept + slope * (logOdds[i] + spread[i] * random.normal()))
      return drawn / Math.max(p, margin)
    })
  })
}

/** Resamples to try before the data are held to allow no line. */
const maxAttempts = 50

/** The calibration line of a resample of the customers. */
function resampledLine(
  logOdds: Float64Array,
  declines: Uint8Array,
  units: readonly (readonly Unit[])[],
  random: Random,
): LogOddsLine {
  const counts = new Uint32Array(declines.length)
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    drawResample(units, random, counts)
    const line = fitLogOddsLine(logOdds, declines, { counts })
    if (line) return line
  }
  return { intercept: 0, slope: 1 }
}

/** Standard deviation of a repeat's log-odds about the mean of all repeats, by log-odds of the first. */
function repeatSpread({ repeats }: ProbabilityEvidence): (logOdds: number) => number {
  const [first] = repeats
  if (repeats.length === 1) return () => 0
  const values = repeats.map((repeat) => repeat.map((p) => logit(p, margin)))
  const order = Int32Array.from(first, (_, row) => row).sort((a, b) => values[0][a] - values[0][b] || a - b)
  const edges: number[] = []
  const spreads: number[] = []
  for (let band = 0; band < bands; band++) {
    const rows = order.slice(
      Math.floor((band * order.length) / bands),
      Math.floor(((band + 1) * order.length) / bands),
    )
    if (rows.length === 0) continue
    edges.push(values[0][rows[0]])
    spreads.push(Math.sqrt(rows.reduce((sum, row) => sum + varianceAt(values, row), 0) / rows.length))
  }
  return (logOdds) => {
    const above = edges.findIndex((edge, band) => band > 0 && logOdds < edge)
    return spreads[above < 0 ? spreads.length - 1 : above - 1]
  }
}

/** Between repeats, divisor n − 1. */
function varianceAt(values: readonly Float64Array[], row: number): number {
  const mean = values.reduce((sum, repeat) => sum + repeat[row], 0) / values.length
  return values.reduce((sum, repeat) => sum + (repeat[row] - mean) ** 2, 0) / (values.length - 1)
}
