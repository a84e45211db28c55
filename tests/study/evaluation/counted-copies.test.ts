import { describe, expect, it } from 'vitest'
import { buildCustomers } from '../../../lib/study/src/customers/customers'
import { segmentErrors } from '../../../lib/study/src/evaluation/segment-errors'
import { tableOrigin } from '../../../lib/study/src/evaluation/table-origin'
import { categoryShares } from '../../../lib/study/src/exploration/group-differences'
import { deriveSeed, Random } from '../../../lib/toolkit/core/src/random'
import {
  calibrationBands,
  calibrationError,
} from '../../../lib/toolkit/learn/src/evaluation/calibration-bands'
import { calibrationLine } from '../../../lib/toolkit/learn/src/evaluation/calibration-slope'
import { conformalCoverage, type OutcomeSet } from '../../../lib/toolkit/learn/src/evaluation/conformal'
import type { Interval } from '../../../lib/toolkit/statistics/src/intervals'
import { type PlainCustomer, tablesOf } from '../customers/tables'

const random = new Random(3)
const size = 300
const probability = Float64Array.from({ length: size }, () => 0.05 + 0.9 * random.uniform())
/** A little more often than predicted. */
const declines = Uint8Array.from(probability, (p) => Number(random.uniform() < p + 0.03))
const groups = Int32Array.from({ length: size }, (_, i) => i)

/** Every value `times` times, one copy after the other. */
const doubled = <Row extends Uint8Array | Float64Array | Int32Array>(values: Row): Row =>
  values.constructor === Uint8Array
    ? (Uint8Array.from({ length: 2 * values.length }, (_, i) => values[i >> 1]) as Row)
    : values.constructor === Int32Array
      ? (Int32Array.from({ length: 2 * values.length }, (_, i) => values[i >> 1]) as Row)
      : (Float64Array.from({ length: 2 * values.length }, (_, i) => values[i >> 1]) as Row)

const twice = { declines: doubled(declines), probability: doubled(probability), groups: doubled(groups) }

function expectSame(found: Interval, expected: Interval, tolerance = 1e-9) {
  for (const end of ['estimate', 'lower', 'upper'] as const)
    expect(Math.abs(found[end] - expected[end])).toBeLessThan(tolerance)
}

describe('customers who all stand there twice say no more than once', () => {
  it('in calibration bands', () => {
    const once = calibrationBands(declines, probability, { bins: 6 })
    const copied = calibrationBands(twice.declines, twice.probability, { bins: 6, groups: twice.groups })
    once.forEach((band, i) => {
      expectSame(copied[i].observed, band.observed)
      // Counts are whole: one customer of fifty at either end.
      expect(Math.abs(copied[i].consistent.lower - band.consistent.lower)).toBeLessThan(0.021)
      expect(Math.abs(copied[i].consistent.upper - band.consistent.upper)).toBeLessThan(0.021)
    })
    const apart = calibrationBands(twice.declines, twice.probability, { bins: 6 })
    const width = ({ consistent: { lower, upper } }: (typeof apart)[0]) => upper - lower
    for (const [i, band] of apart.entries()) expect(width(copied[i])).toBeGreaterThan(1.25 * width(band))
  })

  it('in the calibration error', () => {
    const options = { bins: 6, seed: 1, replicates: 1000 }
    const once = calibrationError(declines, probability, options)
    const copied = calibrationError(twice.declines, twice.probability, { ...options, groups: twice.groups })
    const apart = calibrationError(twice.declines, twice.probability, options)
    expect(copied.byChance.mean / once.byChance.mean).toBeCloseTo(1, 1)
    expect(Math.abs(copied.pValue - once.pValue)).toBeLessThan(0.05)
    expect(apart.pValue).toBeLessThan(once.pValue / 2)
  })

  it('in the calibration line', () => {
    const once = calibrationLine(declines, probability)
    const copied = calibrationLine(twice.declines, twice.probability, { groups: twice.groups })
    for (const part of ['inTheLarge', 'slope', 'intercept'] as const)
      expectSame(copied[part], once[part], 1e-6)
    expect(copied.pValue).toBeCloseTo(once.pValue, 6)
    expect(calibrationLine(twice.declines, twice.probability).pValue).toBeLessThan(once.pValue)
  })

  it('in the coverage of sets', () => {
    const sets = Array.from(
      probability,
      (p): OutcomeSet => (p > 0.7 ? 'declines' : p > 0.4 ? 'unsure' : 'holds'),
    )
    const fold = groups.map((row) => row % 3)
    const once = conformalCoverage(declines, sets, { fold, groups })
    const copied = conformalCoverage(twice.declines, [...sets.flatMap((set) => [set, set])], {
      fold: doubled(fold),
      groups: twice.groups,
    })
    for (const part of ['all', 'positives', 'negatives'] as const) expectSame(copied[part], once[part])
    copied.folds.forEach((share, i) => {
      expectSame(share, once.folds[i])
    })
  })

  it('in the errors of groups', () => {
    const parts = (of: Int32Array) => [{ name: 'half', groups: Array.from(of, (row) => String(row % 2)) }]
    const options = { seed: 1, replicates: 50 }
    const once = segmentErrors(declines, [probability], parts(groups), options)
    const copied = segmentErrors(twice.declines, [twice.probability], parts(twice.groups), {
      ...options,
      groups: twice.groups,
    })
    const apart = segmentErrors(twice.declines, [twice.probability], parts(twice.groups), options)
    once.forEach((row, i) => {
      expectSame(copied[i].observed, row.observed)
      // Rounded towards what was expected: never surer.
      expect(copied[i].pValue).toBeGreaterThan(row.pValue - 0.02)
      expect(copied[i].pValue).toBeLessThan(row.pValue + 0.2)
      expect(copied[i].pValue).toBeGreaterThan(apart[i].pValue)
    })
  })

  it('in shares by category', () => {
    const words = Array.from(groups, (row) => 'abc'[row % 3])
    const part = (rows: Int32Array, labels: Uint8Array) => ({
      of: rows.filter((row) => labels[row] === 1),
      others: rows.filter((row) => labels[row] === 0),
    })
    const once = categoryShares(words, part(groups, declines))
    const rows = Int32Array.from(twice.declines, (_, row) => row)
    const copied = categoryShares(
      words.flatMap((word) => [word, word]),
      part(rows, twice.declines),
      twice.groups,
    )
    once.forEach(({ category, share, customers }, i) => {
      expect(copied[i]).toMatchObject({ category, customers: 2 * customers })
      expectSame(copied[i].share, share)
    })
  })

  it('in the tests of the order of the tables', () => {
    const people = (times: number): PlainCustomer[] =>
      Array.from({ length: 120 * times }, (_, k) => {
        const i = Math.floor(k / times)
        const draw = new Random(deriveSeed(3, i))
        return {
          id: 5000 + k,
          activity: draw.uniform() < 0.4 ? 'Снизилась' : 'Прежний уровень',
          category: ['Кухонная посуда', 'Косметика и аксессуары'][draw.integer(2)],
          revenue: [5000 + 100 * draw.normal(), 4900 + 100 * draw.normal(), 4800 + 100 * draw.normal()],
          minutes: [8 + draw.integer(9), 6 + draw.integer(9)],
          pages: 2 + draw.integer(14),
        }
      })
    const originOf = (times: number) => tableOrigin(buildCustomers(tablesOf(people(times))), { seed: 1 })
    const [once, copied] = [originOf(1), originOf(2)]
    expect(copied.copies.groups).toBe(120)
    expect(copied.outcomes[0].runs).toEqual(once.outcomes[0].runs)
    const pValues = ({ features }: typeof once) =>
      Object.fromEntries(features.map(({ feature, pValue }) => [feature.name, pValue]))
    const expected = pValues(once)
    const found = pValues(copied)
    for (const name of ['revenueCurrent', 'minutesCurrent', 'pagesPerVisit', 'favouriteCategory'])
      expect(found[name]).toBeCloseTo(expected[name], 9)
  })
})
