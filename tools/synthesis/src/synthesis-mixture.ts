import { type Matrix, matrix, Random, UserError } from '@one-click/core'

/** A Gaussian mixture with full covariances. */
export interface GaussianMixture {
  readonly weights: Float64Array
  /** Shape (components, columns). */
  readonly means: Matrix
  /** One covariance a component, each of shape (columns, columns). */
  readonly covariances: readonly Matrix[]
  /** Mean log-likelihood of a row. */
  readonly logLikelihood: number
}

export interface MixtureOptions {
  readonly components: number
  /** Added to the diagonal of every covariance. */
  readonly regularisation: number
  readonly seed: number
  /** Starts from different points; the likeliest result is kept. Default 5. */
  readonly starts?: number
  /** Default 200. */
  readonly maxIterations?: number
  /** Stops when the mean log-likelihood gains less than this. Default 1e-4. */
  readonly tolerance?: number
}

/** The fitted mixture with the responsibilities, shape (rows, components). */
export interface MixtureFit extends GaussianMixture {
  readonly responsibilities: Matrix
}

/** Fits a Gaussian mixture by expectation maximisation (Dempster, Laird and Rubin 1977). */
export function fitGaussianMixture(x: Matrix, options: MixtureOptions): MixtureFit {
  const random = new Random(options.seed)
  let best: MixtureFit | undefined
  for (let start = 0; start < (options.starts ?? 5); start++) {
    const fit = expectationMaximisation(x, options, random)
    if (!best || fit.logLikelihood > best.logLikelihood) best = fit
  }
  return best!
}

function expectationMaximisation(x: Matrix, options: MixtureOptions, random: Random): MixtureFit {
  const responsibilities = nearestOfSpreadRows(x, options.components, random)
  let previous = Number.NEGATIVE_INFINITY
  for (let iteration = 0; ; iteration++) {
    const mixture = maximise(x, responsibilities, options.regularisation)
    const logLikelihood = expect(x, mixture, responsibilities)
    const settled = logLikelihood - previous < (options.tolerance ?? 1e-4)
    if (settled || iteration >= (options.maxIterations ?? 200)) {
      return { ...mixture, logLikelihood, responsibilities }
    }
    previous = logLikelihood
  }
}

/** First responsibilities: each row goes to the nearest of rows chosen far apart (k-means++). */
function nearestOfSpreadRows(x: Matrix, components: number, random: Random): Matrix {
  const nearest = new Float64Array(x.rows).fill(Number.POSITIVE_INFINITY)
  const owner = new Int32Array(x.rows)
  let centre = random.integer(x.rows)
  for (let k = 0; k < components; k++) {
    let total = 0
    for (let i = 0; i < x.rows; i++) {
      const distance = squaredDistance(x, i, centre)
      if (distance < nearest[i]) {
        nearest[i] = distance
        owner[i] = k
      }
      total += nearest[i]
    }
    let left = random.uniform() * total
    for (centre = 0; centre < x.rows - 1 && left > nearest[centre]; centre++) left -= nearest[centre]
  }
  const responsibilities = matrix(x.rows, components)
  for (let i = 0; i < x.rows; i++) responsibilities.values[i * components + owner[i]] = 1
  return responsibilities
}

function squaredDistance(x: Matrix, a: number, b: number): number {
  let sum = 0
  for (let j = 0; j < x.columns; j++) {
    const difference = x.values[a * x.columns + j] - x.values[b * x.columns + j]
    sum += difference * difference
  }
  return sum
}

function maximise(x: Matrix, responsibilities: Matrix, regularisation: number) {
  const { columns: d, rows: n, values } = x
  const components = responsibilities.columns
  const weights = new Float64Array(components)
  const means = matrix(components, d)
  const covariances: Matrix[] = []
  for (let k = 0; k < components; k++) {
    let mass = 1e-10
    const mean = means.values.subarray(k * d, (k + 1) * d)
    for (let i = 0; i < n; i++) {
      const r = responsibilities.values[i * components + k]
      mass += r
      for (let j = 0; j < d; j++) mean[j] += r * values[i * d + j]
    }
    for (let j = 0; j < d; j++) mean[j] /= mass
    weights[k] = mass / n
    covariances.push(weightedCovariance(x, responsibilities, k, mean, mass, regularisation))
  }
  return { weights, means, covariances }
}

function weightedCovariance(
  x: Matrix,
  responsibilities: Matrix,
  k: number,
  mean: Float64Array,
  mass: number,
  regularisation: number,
): Matrix {
  const d = x.columns
  const covariance = matrix(d, d)
  const centred = new Float64Array(d)
  for (let i = 0; i < x.rows; i++) {
    const r = responsibilities.values[i * responsibilities.columns + k] / mass
    if (r < 1e-14) continue
    for (let j = 0; j < d; j++) centred[j] = x.values[i * d + j] - mean[j]
    for (let a = 0; a < d; a++) {
      for (let b = 0; b <= a; b++) covariance.values[a * d + b] += r * centred[a] * centred[b]
    }
  }
  for (let a = 0; a < d; a++) {
    covariance.values[a * d + a] += regularisation
    for (let b = 0; b < a; b++) covariance.values[b * d + a] = covariance.values[a * d + b]
  }
  return covariance
}

/** Fills the responsibilities and returns the mean log-likelihood of a row. */
function expect(
  x: Matrix,
  mixture: Omit<GaussianMixture, 'logLikelihood'>,
  responsibilities: Matrix,
): number {
  const components = mixture.weights.length
  const factors = mixture.covariances.map(choleskyFactor)
  const constants = factors.map((factor, k) => Math.log(mixture.weights[k]) + logNormaliser(factor))
  const logs = new Float64Array(components)
  let total = 0
  for (let i = 0; i < x.rows; i++) {
    let top = Number.NEGATIVE_INFINITY
    for (let k = 0; k < components; k++) {
      logs[k] = constants[k] - mahalanobis(x, i, mixture.means, k, factors[k]) / 2
      top = Math.max(top, logs[k])
    }
    let sum = 0
    for (let k = 0; k < components; k++) sum += Math.exp(logs[k] - top)
    const logSum = top + Math.log(sum)
    total += logSum
    for (let k = 0; k < components; k++) {
      responsibilities.values[i * components + k] = Math.exp(logs[k] - logSum)
    }
  }
  return total / x.rows
}

function logNormaliser(factor: Matrix): number {
  let logDeterminant = 0
  for (let j = 0; j < factor.rows; j++) logDeterminant += Math.log(factor.values[j * factor.rows + j])
  return -logDeterminant - (factor.rows / 2) * Math.log(2 * Math.PI)
}

function mahalanobis(x: Matrix, row: number, means: Matrix, k: number, factor: Matrix): number {
  const d = x.columns
  const solved = new Float64Array(d)
  let sum = 0
  for (let a = 0; a < d; a++) {
    let value = x.values[row * d + a] - means.values[k * d + a]
    for (let b = 0; b < a; b++) value -= factor.values[a * d + b] * solved[b]
    solved[a] = value / factor.values[a * d + a]
    sum += solved[a] * solved[a]
  }
  return sum
}

/** The lower triangular L with L Lᵀ equal to a symmetric positive definite matrix. */
export function choleskyFactor(symmetric: Matrix): Matrix {
  const d = symmetric.rows
  const factor = matrix(d, d)
  for (let a = 0; a < d; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = symmetric.values[a * d + b]
      for (let j = 0; j < b; j++) sum -= factor.values[a * d + j] * factor.values[b * d + j]
      if (a === b && !(sum > 0)) {
        throw new UserError('choleskyFactor: the matrix is not positive definite; raise the regularisation')
      }
      factor.values[a * d + b] = a === b ? Math.sqrt(sum) : sum / factor.values[b * d + b]
    }
  }
  return factor
}
