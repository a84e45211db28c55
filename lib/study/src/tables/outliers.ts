/** What lies outside `lower`…`upper` is implausible. */
export interface OutlierBounds {
  readonly lower: number
  readonly upper: number
  readonly median: number
  /** Robust standard deviation that the bounds are counted in. */
  readonly scale: number
}

export interface OutlierOptions {
  /** How many robust standard deviations from the median are still plausible. Default 20. */
  readonly factor?: number
  /** With fewer values than this nothing is called implausible. Default 20. */
  readonly minimumCount?: number
}

/** The rule in words, for messages and notebooks. */
export const outlierRule = 'further than 20 robust standard deviations (1.4826 × MAD) from the median'

/**
 * Bounds outside which a value is implausible: median ± factor · scale, where scale is 1.4826 times the median
 * absolute deviation (MAD), the standard deviation of a normal sample, and is unmoved by a few wild values. Where
 * more than half of the values are equal (MAD 0), scale is 1.2533 times the mean absolute deviation from the
 * median instead; where all are equal, or there are too few values, the bounds are infinite.
 *
 * The factor is far wider than the usual 3 to 3.5: an unusual customer is still a customer, and only values that
 * no customer produces (a hundred thousand where others stay below eight thousand) should be caught.
 *
 * Reference: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
 *
 * @param values finite numbers in any order; not changed
 * @example outlierBounds(Array.from({ length: 99 }, (_, i) => i)).median // 49
 */
export function outlierBounds(values: ArrayLike<number>, options: OutlierOptions = {}): OutlierBounds {
  const { factor = 20, minimumCount = 20 } = options
  const middle = median(Float64Array.from(values))
  const deviations = Float64Array.from(values, (value) => Math.abs(value - middle))
  const scale = 1.4826 * median(deviations) || 1.2533 * mean(deviations)
  if (values.length < minimumCount || !(scale > 0)) {
    return { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY, median: middle, scale: 0 }
  }
  return { lower: middle - factor * scale, upper: middle + factor * scale, median: middle, scale }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Sorts in place. */
function median(values: Float64Array): number {
  values.sort()
  const half = values.length >> 1
  return values.length % 2 === 1 ? values[half] : (values[half - 1] + values[half]) / 2
}
