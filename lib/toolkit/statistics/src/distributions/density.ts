import { ArgumentError } from '@one-click/core'
import { quantiles, standardDeviation } from '../descriptive'

/** Counts over neighbouring bins: bin i runs from `edges[i]` to `edges[i + 1]`, the last one closed. */
export interface Histogram {
  /** Shape (bins + 1), ascending. */
  readonly edges: Float64Array
  /** Shape (bins). */
  readonly counts: Float64Array
}

export interface HistogramOptions {
  /** A number of equal bins from the least to the greatest value, edges, or the rule. Default: the rule. */
  readonly bins?: number | readonly number[] | 'freedman-diaconis'
  /** The most bins that the rule may choose. Default 200. */
  readonly mostBins?: number
}

/** `count` equal steps from `start` to `stop`, shape (count + 1), rounded as numpy's `linspace`. */
export function equalEdges(start: number, stop: number, count: number): Float64Array {
  if (!(Number.isInteger(count) && count > 0))
    throw new ArgumentError('equalEdges', 'needs whole bins', count)
  const edges = new Float64Array(count + 1)
  const step = (stop - start) / count
  for (let i = 0; i < count; i++) edges[i] = start + i * step
  edges[count] = stop
  return edges
}

/** Bins by D. Freedman and P. Diaconis (1981): width 2 × interquartile range / n^⅓; 1 when that is 0. */
export function freedmanDiaconisBins(values: Float64Array): number {
  const [lowest, lower, upper, highest] = quantiles(values, [0, 0.25, 0.75, 1])
  const width = (2 * (upper - lower)) / Math.cbrt(values.length)
  return width > 0 ? Math.max(1, Math.ceil((highest - lowest) / width)) : 1
}

function histogramEdges(values: Float64Array, options: HistogramOptions): Float64Array {
  const { bins = 'freedman-diaconis', mostBins = 200 } = options
  if (typeof bins === 'object') {
    const edges = Float64Array.from(bins)
    if (edges.length < 2 || edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]))) {
      throw new ArgumentError('histogram', 'needs at least two ascending edges', bins.join(', '))
    }
    return edges
  }
  const [lowest, highest] = quantiles(values, [0, 1])
  const count = bins === 'freedman-diaconis' ? Math.min(mostBins, freedmanDiaconisBins(values)) : bins
  return lowest < highest
    ? equalEdges(lowest, highest, count)
    : equalEdges(lowest - 0.5, highest + 0.5, count)
}

/** The bin of a value, or −1 outside; bins are closed on the left, the last one on both sides. */
function binOf(edges: Float64Array, value: number): number {
  const last = edges.length - 1
  if (!(value >= edges[0] && value <= edges[last])) return -1
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (edges[middle] <= value) low = middle
    else high = middle
  }
  return low
}

/** Counts of the values in each bin; values outside given edges are not counted. */
export function histogram(values: Float64Array, options: HistogramOptions = {}): Histogram {
  const edges = histogramEdges(values, options)
  const counts = new Float64Array(edges.length - 1)
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(edges, values[i])
    if (bin >= 0) counts[bin]++
  }
  return { edges, counts }
}

export interface DensityOptions {
  /** Standard deviation of the kernel in the values' unit. Default: Scott's rule, sd × n^(−1/5). */
  readonly bandwidth?: number
}

/**
 * Gaussian kernel density estimate of the values at the given points, shape (points), in 1 / unit; it
 * integrates to 1. D. W. Scott, Multivariate Density Estimation (1992). Needs two different values unless a
 * bandwidth is given.
 */
export function kernelDensity(
  values: Float64Array,
  points: Float64Array,
  options: DensityOptions = {},
): Float64Array {
  const bandwidth = options.bandwidth ?? standardDeviation(values) * Math.exp(-0.2 * Math.log(values.length))
  if (!(bandwidth > 0)) throw new ArgumentError('kernelDensity', 'needs a positive bandwidth', bandwidth)
  const scale = 1 / (values.length * bandwidth * Math.sqrt(2 * Math.PI))
  const result = new Float64Array(points.length)
  for (let j = 0; j < points.length; j++) {
    let sum = 0
    for (let i = 0; i < values.length; i++) {
      const z = (points[j] - values[i]) / bandwidth
      sum += Math.exp(-0.5 * z * z)
    }
    result[j] = sum * scale
  }
  return result
}
