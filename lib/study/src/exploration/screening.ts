import { matrix } from '@one-click/core'
import {
  chiSquareSurvival,
  kolmogorovSmirnovTest,
  mannWhitneyTest,
  pearsonChiSquare,
} from '@one-click/statistics'
import type { FeatureTable } from '../customers/feature-table'

/**
 * The p-value at which Akaike's criterion takes in one more parameter, P(χ²₁ > 2): a level for screening that loses
 * few weak signs and lets few meaningless columns through (G. Heinze, C. Wallisch & D. Dunkler, "Variable selection",
 * Biometrical Journal 60, 2018).
 */
export const akaikeLevel: number = chiSquareSurvival(2, 1)

/**
 * Features with any sign of going with the labels of the training rows: numbers whose distribution differs between
 * the classes (Mann–Whitney for a shift, Kolmogorov–Smirnov for any other difference, the smaller p-value doubled),
 * categories whose shares do (chi-squared). Where none passes, all stay.
 *
 * @param names features to choose among
 * @param rows training rows of the table
 * @param y their labels, in the same order
 * @param level largest p-value that passes
 */
export function screenFeatures(
  table: FeatureTable,
  names: readonly string[],
  rows: Int32Array,
  y: Uint8Array,
  level: number,
): string[] {
  const passed = names.filter((name) => {
    const words = table.categories[name]
    const pValue = words ? categoryPValue(words, rows, y) : numberPValue(table.numbers[name], rows, y)
    return pValue <= level
  })
  return passed.length > 0 ? passed : [...names]
}

function numberPValue(values: Float64Array, rows: Int32Array, y: Uint8Array): number {
  const ofClass = (label: number) =>
    Float64Array.from(
      rows.filter((_, i) => y[i] === label),
      (row) => values[row],
    )
  const [zeros, ones] = [ofClass(0), ofClass(1)]
  const shift = mannWhitneyTest(ones, zeros).pValue
  const shape = kolmogorovSmirnovTest(ones, zeros).pValue
  return Math.min(1, 2 * Math.min(shift, shape))
}

/** Pearson's chi-squared test of independence, without correction for continuity. */
function categoryPValue(words: readonly string[], rows: Int32Array, y: Uint8Array): number {
  const seen = [...new Set(Array.from(rows, (row) => words[row]))]
  if (seen.length < 2) return 1
  const counts = matrix(seen.length, 2)
  rows.forEach((row, i) => {
    counts.values[2 * seen.indexOf(words[row]) + y[i]]++
  })
  return chiSquareSurvival(pearsonChiSquare(counts).statistic, seen.length - 1)
}
