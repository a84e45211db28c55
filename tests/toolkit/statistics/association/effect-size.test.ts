import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  cliffsDelta,
  cohensD,
  commonLanguageAuc,
  hedgesG,
} from '../../../../lib/toolkit/statistics/src/association/effect-size'
import { mannWhitneyTest } from '../../../../lib/toolkit/statistics/src/hypothesis/group-tests'
import { columnNamed, expectClose, reference } from '../reference'

const inGroup = columnNamed('binary')
const split = (name: Parameters<typeof columnNamed>[0]) =>
  [
    columnNamed(name).filter((_, i) => inGroup[i] === 1),
    columnNamed(name).filter((_, i) => inGroup[i] === 0),
  ] as const
const group = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 12 })
  .map((values) => Float64Array.from(values))

describe('standardised mean difference', () => {
  it('agrees with numpy and scipy', () => {
    for (const { column, cohensD: d, hedgesG: g } of reference.groups) {
      const [a, b] = split(column as 'normal')
      expectClose(cohensD(a, b), d, 1e-13)
      expectClose(hedgesG(a, b).estimate, g, 1e-13)
    }
  })
  it('changes sign with the groups and not with the unit', () => {
    const [a, b] = split('normal')
    const forth = hedgesG(a, b)
    const back = hedgesG(b, a)
    expectClose(back.estimate, -forth.estimate, 1e-15)
    expectClose(back.lower, -forth.upper, 1e-15)
    expectClose(
      hedgesG(
        a.map((v) => 60 * v + 5),
        b.map((v) => 60 * v + 5),
      ).estimate,
      forth.estimate,
      1e-13,
    )
  })
  it('has an interval that narrows as 1 / √n', () => {
    const [a, b] = split('normal')
    const four = (x: Float64Array) => Float64Array.from([...x, ...x, ...x, ...x])
    const width = (interval: { lower: number; upper: number }) => interval.upper - interval.lower
    expectClose(width(hedgesG(a, b)) / width(hedgesG(four(a), four(b))), 2, 0.01)
  })
  it('refuses too few values', () => {
    expect(() => hedgesG(Float64Array.of(1), Float64Array.of(2, 3))).toThrow(ArgumentError)
  })
})

describe("Cliff's delta", () => {
  it('equals the count over all pairs', () => {
    fc.assert(
      fc.property(group, group, (a, b) => {
        let sum = 0
        for (const x of a) for (const y of b) sum += Math.sign(x - y)
        expectClose(cliffsDelta(a, b).estimate, sum / (a.length * b.length), 1e-15)
        expectClose(commonLanguageAuc(a, b), (sum / (a.length * b.length) + 1) / 2, 1e-15)
      }),
    )
  })
  it('has the variance of the pairwise definition in its interval', () => {
    const [a, b] = split('counts')
    const pairs = Array.from(a, (x) => Array.from(b, (y) => Math.sign(x - y)))
    const average = (values: number[]) => values.reduce((s, v) => s + v, 0) / values.length
    const delta = average(pairs.flat())
    const squares = (values: number[]) => values.reduce((s, v) => s + (v - delta) ** 2, 0)
    const rows = squares(pairs.map(average))
    const columns = squares(Array.from(b, (_, j) => average(pairs.map((row) => row[j]))))
    const [m, n] = [a.length, b.length]
    const error2 = (n * n * rows + m * m * columns - squares(pairs.flat())) / (m * n * (m - 1) * (n - 1))
    const z = 1.959963984540054
    const half = z * Math.sqrt(error2) * Math.sqrt((1 - delta ** 2) ** 2 + z * z * error2)
    const { lower, upper } = cliffsDelta(a, b)
    expectClose(lower, (delta - delta ** 3 - half) / (1 - delta ** 2 + z * z * error2), 1e-12)
    expectClose(upper, (delta - delta ** 3 + half) / (1 - delta ** 2 + z * z * error2), 1e-12)
  })
  it('changes sign with the groups, interval included', () => {
    fc.assert(
      fc.property(group, group, (a, b) => {
        const forth = cliffsDelta(a, b)
        const back = cliffsDelta(b, a)
        expectClose(back.estimate, -forth.estimate, 1e-15)
        expectClose(back.lower, -forth.upper, 1e-12)
        expect(forth.lower).toBeLessThanOrEqual(forth.estimate)
        expect(forth.upper).toBeGreaterThanOrEqual(forth.estimate)
      }),
    )
  })
  it('is 1 when every value of the first group is larger', () => {
    const { estimate, lower, upper } = cliffsDelta(Float64Array.of(5, 6, 7), Float64Array.of(1, 2))
    expect([estimate, lower, upper]).toEqual([1, 1, 1])
  })
  it('covers the true value about as often as it says', () => {
    const random = new Random(3)
    let covered = 0
    for (let trial = 0; trial < 500; trial++) {
      const a = Float64Array.from({ length: 40 }, () => random.normal())
      const b = Float64Array.from({ length: 30 }, () => random.normal())
      const { lower, upper } = cliffsDelta(a, b)
      if (lower <= 0 && upper >= 0) covered++
    }
    expect(covered / 500).toBeGreaterThan(0.92)
    expect(covered / 500).toBeLessThan(0.98)
  })
  it('agrees with U over the number of pairs', () => {
    const [a, b] = split('skewed')
    expectClose(commonLanguageAuc(a, b), mannWhitneyTest(a, b).u / (a.length * b.length), 1e-15)
  })
  it('refuses empty groups and NaN', () => {
    expect(() => cliffsDelta(new Float64Array(0), Float64Array.of(1))).toThrow(ArgumentError)
    expect(() => commonLanguageAuc(Float64Array.of(Number.NaN), Float64Array.of(1))).toThrow(ArgumentError)
  })
})

describe('effect sizes, at their edges', () => {
  const a = () => Float64Array.of(3, 1, 2)
  const b = () => Float64Array.of(5, 4, 1, 2)

  it('leave the values as they came', () => {
    const [x, y] = [a(), b()]
    cliffsDelta(x, y)
    commonLanguageAuc(x, y)
    hedgesG(x, y)
    expect([x, y]).toEqual([a(), b()])
  })

  it('have no interval where a group has one value', () => {
    const one = Float64Array.of(3)
    expect(cliffsDelta(one, b())).toEqual({ estimate: 0, lower: Number.NaN, upper: Number.NaN })
    expect(cliffsDelta(b(), one).lower).toBeNaN()
    expect(cliffsDelta(one, Float64Array.of(2)).upper).toBeNaN()
    expect(Number.isFinite(cliffsDelta(Float64Array.of(1, 3), Float64Array.of(2, 4)).lower)).toBe(true)
  })

  it('need two groups of numbers', () => {
    const none = new Float64Array(0)
    const unknown = Float64Array.of(1, Number.NaN, 2)
    for (const [name, measure] of [
      ['cliffsDelta', cliffsDelta],
      ['commonLanguageAuc', commonLanguageAuc],
    ] as const) {
      for (const [x, y] of [
        [none, b()],
        [a(), none],
      ]) {
        expect(() => measure(x, y)).toThrow(new RegExp(`${name}.*needs two groups with values`))
      }
      for (const [x, y] of [
        [unknown, b()],
        [a(), unknown],
      ]) {
        expect(() => measure(x, y)).toThrow(new RegExp(`${name}.*needs numbers`))
      }
    }
    expect(() => hedgesG(Float64Array.of(1, 2), Float64Array.of(3))).toThrow(
      /hedgesG.*needs at least four values in all.*3/,
    )
    expect(Number.isFinite(hedgesG(Float64Array.of(1, 2), Float64Array.of(3, 5)).lower)).toBe(true)
  })

  it('Hedges’ g has the large-sample interval of its own size', () => {
    const { estimate, lower, upper } = hedgesG(a(), b())
    const half = 1.959963984540054 * Math.sqrt(7 / 12 + estimate ** 2 / 14)
    expect(upper - estimate).toBeCloseTo(half, 12)
    expect(estimate - lower).toBeCloseTo(half, 12)
    expect(Math.abs(estimate)).toBeGreaterThan(0.3)
  })
})
