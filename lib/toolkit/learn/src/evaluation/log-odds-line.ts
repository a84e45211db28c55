import { logOnePlusExp, sigmoid } from '../calibration/sigmoid'

/** A line on the log-odds scale (logistic recalibration): intercept + slope · log-odds. */
export interface LogOddsLine {
  readonly intercept: number
  readonly slope: number
}

/** The line that fits outcomes best, with standard errors from the second derivatives. */
export interface LogOddsFit extends LogOddsLine {
  readonly interceptError: number
  /** 0 where the slope is held at 1. */
  readonly slopeError: number
  /** Negative log-likelihood, total. */
  readonly loss: number
}

export interface LogOddsLineOptions {
  /** How often each row counts, shape (rows). Default: once. */
  readonly counts?: ArrayLike<number>
  /** Holds the slope at 1. Default false. */
  readonly slopeIsOne?: boolean
}

const maxIterations = 100

/** The last step promises less than this share of the loss, and changes the slope by less than that share of it. */
const precision = { gain: 1e-12, slope: 1e-3 }

/**
 * Maximum likelihood of logit P(y = 1) = intercept + slope · log-odds, by Newton's method with step halving from
 * intercept 0 and slope 1, and where that ends nowhere from slope 0. It ends with the step whose promised gain (the Newton decrement) is small beside the loss:
 * that step squares the error that is left. Where one value parts the classes a steeper line fits better still, also
 * where rows of both stand at that value (complete and quasi-complete separation; A. Albert & J. A. Anderson, Biometrika
 * 71, 1984).
 *
 * @param labels 1 or 0 for each row, both among them
 * @returns undefined where no line fits best: a value of the log-odds parts the classes, or they do not vary
 * @example
 * ```ts
 * const logOdds = Float64Array.of(-2, -2, -2, 2, 2, 2)
 * fitLogOddsLine(logOdds, Uint8Array.of(0, 0, 1, 0, 1, 1))?.slope.toFixed(3) // → '0.347'
 * ```
 */
export function fitLogOddsLine(
  logOdds: Float64Array,
  labels: Uint8Array,
  { counts, slopeIsOne = false }: LogOddsLineOptions = {},
): LogOddsFit | undefined {
  if (!slopeIsOne && partsClasses(logOdds, labels, counts)) return undefined
  const from = (slope: number) => descend(logOdds, labels, { intercept: 0, slope }, slopeIsOne, counts)
  // Where log-odds are far off, the loss has hardly any curvature at slope 1; at slope 0 it always has.
  return from(1) ?? (slopeIsOne ? undefined : from(0))
}

/** The fit that Newton's method finds from a line; undefined where it ends nowhere. */
function descend(
  logOdds: Float64Array,
  labels: Uint8Array,
  start: LogOddsLine,
  slopeIsOne: boolean,
  counts?: ArrayLike<number>,
): LogOddsFit | undefined {
  let line = start
  let loss = negativeLogLikelihood(logOdds, labels, line, counts)
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const step = newtonStep(derivatives(logOdds, labels, line, counts), slopeIsOne)
    if (!(step.gain >= 0)) return undefined
    const isLast =
      step.gain <= precision.gain * loss &&
      Math.abs(step.slope) <= precision.slope * Math.max(1, Math.abs(line.slope))
    let next = moved(line, step, 1)
    let nextLoss = negativeLogLikelihood(logOdds, labels, next, counts)
    for (let scale = 0.5; !isLast && !(nextLoss <= loss); scale /= 2) {
      if (scale < 1e-10) return undefined
      next = moved(line, step, scale)
      nextLoss = negativeLogLikelihood(logOdds, labels, next, counts)
    }
    line = next
    loss = nextLoss
    if (isLast) return { ...line, ...errorsAt(logOdds, labels, line, slopeIsOne, counts), loss }
  }
  return undefined
}

/** Whether one value parts the classes, rows of both at the value itself allowed. */
function partsClasses(logOdds: Float64Array, labels: Uint8Array, counts?: ArrayLike<number>): boolean {
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const most = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < logOdds.length; i++) {
    if (counts && counts[i] === 0) continue
    const label = labels[i]
    least[label] = Math.min(least[label], logOdds[i])
    most[label] = Math.max(most[label], logOdds[i])
  }
  return most[0] <= least[1] || most[1] <= least[0]
}

/** Total over the rows. */
export function negativeLogLikelihood(
  logOdds: Float64Array,
  labels: Uint8Array,
  { intercept, slope }: LogOddsLine,
  counts?: ArrayLike<number>,
): number {
  let loss = 0
  for (let i = 0; i < logOdds.length; i++) {
    const times = counts ? counts[i] : 1
    if (times === 0) continue
    const z = intercept + slope * logOdds[i]
    loss += times * logOnePlusExp(labels[i] === 1 ? -z : z)
  }
  return loss
}

/** First and second derivatives of the loss by intercept (a) and slope (b). */
interface Derivatives {
  a: number
  b: number
  aa: number
  ab: number
  bb: number
}

function derivatives(
  logOdds: Float64Array,
  labels: Uint8Array,
  { intercept, slope }: LogOddsLine,
  counts?: ArrayLike<number>,
): Derivatives {
  const d = { a: 0, b: 0, aa: 0, ab: 0, bb: 0 }
  for (let i = 0; i < logOdds.length; i++) {
    const times = counts ? counts[i] : 1
    if (times === 0) continue
    const x = logOdds[i]
    const p = sigmoid(intercept + slope * x)
    const error = times * (p - labels[i])
    const curvature = times * p * (1 - p)
    d.a += error
    d.b += error * x
    d.aa += curvature
    d.ab += curvature * x
    d.bb += curvature * x * x
  }
  return d
}

interface Step extends LogOddsLine {
  /** Twice the gain that the step promises. */
  readonly gain: number
}

function newtonStep({ a, b, aa, ab, bb }: Derivatives, slopeIsOne: boolean): Step {
  if (slopeIsOne) return { intercept: a / aa, slope: 0, gain: (a * a) / aa }
  const determinant = aa * bb - ab * ab
  const intercept = (bb * a - ab * b) / determinant
  const slope = (aa * b - ab * a) / determinant
  return { intercept, slope, gain: a * intercept + b * slope }
}

function moved({ intercept, slope }: LogOddsLine, step: LogOddsLine, scale: number): LogOddsLine {
  return { intercept: intercept - scale * step.intercept, slope: slope - scale * step.slope }
}

function errorsAt(
  logOdds: Float64Array,
  labels: Uint8Array,
  line: LogOddsLine,
  slopeIsOne: boolean,
  counts?: ArrayLike<number>,
): Pick<LogOddsFit, 'interceptError' | 'slopeError'> {
  const { aa, ab, bb } = derivatives(logOdds, labels, line, counts)
  const determinant = aa * bb - ab * ab
  return {
    interceptError: Math.sqrt(slopeIsOne ? 1 / aa : bb / determinant),
    slopeError: slopeIsOne ? 0 : Math.sqrt(aa / determinant),
  }
}
