import { describe, expect, it } from 'vitest'
import { segmentErrors, valueBands } from '../../../lib/study/src/evaluation/segment-errors'
import { take } from '../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../lib/toolkit/core/src/random'
import { brierScore, logLoss, rocAuc } from '../../../lib/toolkit/learn/src/evaluation/metrics'
import {
  countTwoSided,
  poissonBinomialCdf,
} from '../../../lib/toolkit/statistics/src/distributions/poisson-binomial'
import { holm } from '../../../lib/toolkit/statistics/src/hypothesis/holm'
import { wilsonInterval } from '../../../lib/toolkit/statistics/src/intervals'

const random = new Random(87)
const first = Float64Array.from({ length: 240 }, () => random.uniform())
const second = first.map((p) => 0.9 * p + 0.05)
// Outcomes follow the probabilities, but for those of the group that is off.
const city = Array.from(first, (_, i) => (i % 4 === 0 ? 'off' : i % 4 === 1 ? 'south' : 'north'))
const declines = Uint8Array.from(first, (p, i) => (city[i] === 'off' ? 1 : random.uniform() < p ? 1 : 0))
const size = Array.from(first, (_, i) => (i < 3 ? 'tiny' : i < 7 ? 'small' : i < 100 ? 'large' : 'medium'))
const options = { seed: 1, replicates: 200 }
const errors = segmentErrors(
  declines,
  [first, second],
  [
    { name: 'City', groups: city },
    { name: 'Size', groups: size, order: ['medium', 'large'] },
  ],
  options,
)

describe('segmentErrors', () => {
  it('measures the customers of a group as the metrics do, averaged over repeats', () => {
    const rows = city.flatMap((group, i) => (group === 'south' ? [i] : []))
    const own = take(declines, rows)
    const [p, q] = [take(first, rows), take(second, rows)]
    const south = errors.find(({ group }) => group === 'south')!
    expect(south).toMatchObject({ grouping: 'City', customers: 60 })
    for (const [interval, metric] of [
      [south.logLoss, logLoss],
      [south.brier, brierScore],
      [south.rocAuc!, rocAuc],
    ] as const) {
      expect(interval.estimate).toBeCloseTo((metric(own, p) + metric(own, q)) / 2, 12)
      expect(interval.lower < interval.estimate && interval.estimate < interval.upper).toBe(true)
    }
    const declining = own.reduce((sum, y) => sum + y, 0)
    const mean = p.map((value, i) => (value + q[i]) / 2)
    expect(south.observed).toEqual(wilsonInterval(declining, 60))
    expect(south.meanProbability).toBeCloseTo(mean.reduce((sum, value) => sum + value, 0) / 60, 12)
    expect(south.deviation.estimate).toBeCloseTo(declining / 60 - south.meanProbability, 12)
    expect(south.pValue).toBeCloseTo(countTwoSided(poissonBinomialCdf(mean), declining), 12)
  })

  it('finds the group that is off, after allowing for all tests', () => {
    const adjusted = holm(errors.map(({ pValue }) => pValue))
    errors.forEach((error, i) => {
      expect(error.adjustedPValue).toBe(adjusted[i])
    })
    const off = errors.filter(({ grouping, adjustedPValue }) => grouping === 'City' && adjustedPValue <= 0.05)
    expect(off.map(({ group }) => group)).toEqual(['off'])
    expect(off[0].deviation.lower).toBeGreaterThan(0)
  })

  it('keeps quiet on right probabilities as often as it says', () => {
    let alarms = 0
    for (let trial = 0; trial < 60; trial++) {
      const source = new Random(500 + trial)
      const p = Float64Array.from({ length: 150 }, () => source.uniform())
      const y = Uint8Array.from(p, (value) => (source.uniform() < value ? 1 : 0))
      const groups = Array.from(p, (_, i) => `group ${i % 6}`)
      const rows = segmentErrors(y, [p], [{ name: 'Six', groups }], { seed: 1, replicates: 1 })
      if (rows.some(({ adjustedPValue }) => adjustedPValue <= 0.05)) alarms++
    }
    // At most 5% of 60, and three standard errors.
    expect(alarms).toBeLessThanOrEqual(8)
  })

  it('orders groups as told, and puts those of few customers together', () => {
    const bySize = errors.filter(({ grouping }) => grouping === 'Size')
    expect(bySize.map(({ group, customers }) => [group, customers])).toEqual([
      ['medium', 140],
      ['large', 93],
      ['other', 7],
    ])
    const groups = ['a', 'a', ...Array<string>(7).fill('b'), ...Array<string>(9).fill('c')]
    const few = segmentErrors(
      declines.subarray(0, 18),
      [first.subarray(0, 18)],
      [{ name: 'x', groups }],
      options,
    )
    expect(few.map(({ group, customers }) => [group, customers])).toEqual([
      ['c', 9],
      ['other', 9],
    ])
    const alone = segmentErrors(
      declines.subarray(0, 3),
      [first.subarray(0, 3)],
      [{ name: 'x', groups: ['a', 'b', 'c'] }],
      options,
    )
    expect(alone.map(({ group, customers }) => [group, customers])).toEqual([['other', 3]])
  })

  it('states no ROC-AUC where a class has fewer than five customers', () => {
    expect(errors.find(({ group }) => group === 'off')).not.toHaveProperty('rocAuc')
    expect(errors.find(({ group }) => group === 'other')).not.toHaveProperty('rocAuc')
  })

  it('gives a group the same figures whatever else is asked', () => {
    const [alone] = segmentErrors(declines, [first, second], [{ name: 'City', groups: city }], options)
    expect({ ...alone, adjustedPValue: 0 }).toEqual({ ...errors[0], adjustedPValue: 0 })
  })

  it('refuses lengths that differ', () => {
    expect(() => segmentErrors(declines, [first.subarray(1)], [], options)).toThrow(/every customer/)
    expect(() => segmentErrors(declines, [], [], options)).toThrow(/every customer/)
    expect(() => segmentErrors(declines, [first], [{ name: 'x', groups: ['a'] }], options)).toThrow(
      /every customer/,
    )
  })
})

describe('valueBands', () => {
  it('puts a value at a cut into the band above', () => {
    const { groups, order } = valueBands(Float64Array.of(364, 365, 729, 730, 0, 5000), [365, 730])
    expect(order).toEqual(['below 365', '365 to 729', '730 and more'])
    expect(groups).toEqual([order[0], order[1], order[1], order[2], order[0], order[2]])
    expect(() => valueBands(Float64Array.of(1), [2, 2])).toThrow(/rising cuts/)
  })
})
