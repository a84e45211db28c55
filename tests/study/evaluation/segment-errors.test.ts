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
const errorsNow = () =>
  segmentErrors(
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
    const errors = errorsNow()
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
    const errors = errorsNow()
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
    const errors = errorsNow()
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
    const errors = errorsNow()
    expect(errors.find(({ group }) => group === 'off')).not.toHaveProperty('rocAuc')
    expect(errors.find(({ group }) => group === 'other')).not.toHaveProperty('rocAuc')
  })

  it('draws the customers of a group again, copies together', () => {
    // Two groups of the same customers, which come twice.
    const twice = Uint8Array.of(...declines.subarray(0, 60), ...declines.subarray(0, 60))
    const p = Float64Array.of(...first.subarray(0, 60), ...first.subarray(0, 60))
    const grouping = { name: 'Whole', groups: Array<string>(120).fill('all') }
    const copies = Int32Array.from(twice, (_, i) => i % 60)
    const [apart] = segmentErrors(twice, [p], [grouping], { seed: 1, replicates: 800 })
    const [together] = segmentErrors(twice, [p], [grouping], { seed: 1, replicates: 800, groups: copies })
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower
    expect(together.deviation.estimate).toBeCloseTo(apart.deviation.estimate, 12)
    expect(width(together.deviation) / width(apart.deviation)).toBeGreaterThan(1.25)
    expect(width(together.deviation) / width(apart.deviation)).toBeLessThan(1.6)
  })

  it('takes the level, the seed and the fewest of a group', () => {
    const grouping = { name: 'City', groups: city }
    const at = (changed: object) =>
      segmentErrors(declines, [first], [grouping], { ...options, ...changed })[0]
    expect(at({ level: 0.5 }).deviation.lower).toBeGreaterThan(at({}).deviation.lower)
    expect(at({ level: 0.5 }).observed.upper).toBeLessThan(at({}).observed.upper)
    expect(at({ seed: 2 }).deviation).not.toEqual(at({}).deviation)
    const five = { name: 'x', groups: Array.from(declines, (_, i) => (i < 5 ? 'five' : 'rest')) }
    const named = (fewest?: number) =>
      segmentErrors(declines, [first], [five], { ...options, fewest }).map(({ group }) => group)
    expect(named()).toEqual(['five', 'rest'])
    expect(named(5)).toEqual(['five', 'rest'])
    // Those of five are too few alone, so that the rest joins them.
    expect(named(6)).toEqual(['other'])
  })

  it('orders those that are not named after the others, by name', () => {
    const groups = Array.from(declines, (_, i) => 'dbca'[i % 4])
    const ordered = (order?: readonly string[]) =>
      segmentErrors(declines, [first], [{ name: 'x', groups, order }], options).map(({ group }) => group)
    expect(ordered()).toEqual(['a', 'b', 'c', 'd'])
    expect(ordered(['c', 'a'])).toEqual(['c', 'a', 'b', 'd'])
  })

  it('ranks from five customers of each class on', () => {
    const made = (ones: number) => {
      const y = Uint8Array.from({ length: 12 }, (_, i) => Number(i < ones))
      const p = Float64Array.from(y, (_, i) => (i + 1) / 14)
      const groups = Array<string>(12).fill('all')
      return 'rocAuc' in segmentErrors(y, [p], [{ name: 'x', groups }], options)[0]
    }
    expect([4, 5, 7, 8].map(made)).toEqual([false, true, true, false])
  })

  it('gives a group the same figures whatever else is asked', () => {
    const errors = errorsNow()
    const [alone] = segmentErrors(declines, [first, second], [{ name: 'City', groups: city }], options)
    expect({ ...alone, adjustedPValue: 0 }).toEqual({ ...errors[0], adjustedPValue: 0 })
  })

  it('refuses lengths that differ', () => {
    expect(() => segmentErrors(declines, [first.subarray(1)], [], options)).toThrow(/every customer/)
    expect(() => segmentErrors(declines, [], [], options)).toThrow(/segmentErrors.*every customer/)
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
    expect(() => valueBands(Float64Array.of(1), [2, 2])).toThrow(/valueBands.*rising cuts.*2, 2/)
    expect(() => valueBands(Float64Array.of(1), [])).toThrow(/rising cuts/)
  })
})
