import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalCdf } from '../../../../lib/toolkit/statistics/src/distributions/normal'
import { obrienFlemingSpending } from '../../../../lib/toolkit/statistics/src/sequential/alpha-spending'
import {
  crossingProbabilities,
  looksOfInformation,
  sequentialPower,
  spendingBounds,
} from '../../../../lib/toolkit/statistics/src/sequential/group-sequential'
import { unguardedClaims } from '../../../../lib/toolkit/statistics/src/sequential/look-schedule'
import { SequentialDensity } from '../../../../lib/toolkit/statistics/src/sequential/sequential-density'
import json from '../../../reference/sequential.json'
import { expectAllClose } from '../reference'

const equalLooks = (looks: number) => Array.from({ length: looks }, (_, k) => k + 1)
const none = (looks: number) => new Float64Array(looks).fill(Number.NEGATIVE_INFINITY)

/** Type I error of a two-sided test with the same bound on |Z| at looks k = 1 … K, times `shape(k)`. */
function twoSidedError(looks: number, constant: number, shape: (k: number) => number): number {
  const upper = equalLooks(looks).map((k) => constant * shape(k))
  const { above, below } = crossingProbabilities(looksOfInformation(equalLooks(looks), 0), {
    lower: upper.map((bound) => -bound),
    upper,
  })
  return [...above, ...below].reduce((sum, value) => sum + value, 0)
}

describe('the tables of Jennison and Turnbull (2000)', () => {
  // Constants have three decimals there; half of the last one moves the error by less than 1e-4.
  it.each([
    [2, 2.178],
    [3, 2.289],
    [4, 2.361],
    [5, 2.413],
    [10, 2.555],
  ])('Pocock bounds for %i looks hold 5%% (table 2.1)', (looks, constant) => {
    expect(Math.abs(twoSidedError(looks, constant, () => 1) - 0.05)).toBeLessThan(1e-4)
  })

  it.each([
    [2, 1.977],
    [3, 2.004],
    [4, 2.024],
    [5, 2.04],
    [10, 2.087],
  ])("O'Brien and Fleming bounds for %i looks hold 5%% (table 2.3)", (looks, constant) => {
    const shape = (k: number) => Math.sqrt(looks / k)
    expect(Math.abs(twoSidedError(looks, constant, shape) - 0.05)).toBeLessThan(1e-4)
  })

  it.each([
    [2, 1.977, 1.008],
    [3, 2.004, 1.017],
    [5, 2.04, 1.028],
    [10, 2.087, 1.04],
  ])(
    'with the inflated information of table 2.4 the power for %i looks is 80%%',
    (looks, constant, factor) => {
      const whole = factor * (1.959964 + 0.841621) ** 2
      const information = equalLooks(looks).map((k) => (whole * k) / looks)
      const upper = equalLooks(looks).map((k) => constant * Math.sqrt(looks / k))
      expect(Math.abs(sequentialPower(information, 1, upper) - 0.8)).toBeLessThan(4e-4)
    },
  )
})

describe('numbers of scipy’s multivariate normal', () => {
  it('bounds', () => {
    for (const { variance, share, alpha, bounds } of json.bounds) {
      const found = spendingBounds(variance, share, { alpha })
      expectAllClose(
        found.map(({ bound }) => bound),
        bounds,
        2e-5,
      )
    }
  })

  it('crossing probabilities', () => {
    for (const { information, effect, bounds, above } of json.crossing) {
      const looks = looksOfInformation(information, effect)
      const found = crossingProbabilities(looks, { lower: none(bounds.length), upper: bounds })
      expectAllClose(found.above, above, 2e-6)
      expect([...found.below]).toEqual(bounds.map(() => 0))
    }
  })
})

describe('spendingBounds', () => {
  it('spend as stated, whatever the looks: the error adds up to alpha', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 3, noNaN: true }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.01, max: 0.1, noNaN: true }),
        (steps, alpha) => {
          const variance = steps.map((_, k) => steps.slice(0, k + 1).reduce((sum, step) => sum + step, 0))
          const share = variance.map((value) => value / variance[variance.length - 1])
          const bounds = spendingBounds(variance, share, { alpha })
          const upper = bounds.map(({ bound }) => bound)
          const { above } = crossingProbabilities(looksOfInformation(variance, 0), {
            lower: none(steps.length),
            upper,
          })
          let spent = 0
          above.forEach((probability, k) => {
            spent += probability
            expect(spent).toBeCloseTo(obrienFlemingSpending(share[k], alpha), 7)
          })
          expect(bounds[bounds.length - 1].spent).toBe(alpha)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('is the usual bound for one look, and refuses what cannot be', () => {
    expect(spendingBounds([7], [1])[0].bound).toBeCloseTo(1.959964, 6)
    expect(obrienFlemingSpending(0, 0.025)).toBe(0)
    expect(() => spendingBounds([1], [1], { alpha: 0 })).toThrow('alpha between 0 and 1')
    expect(() => spendingBounds([1, 2], [1])).toThrow('a share for each look')
    expect(() => spendingBounds([1, 2], [1, 0.5])).toThrow('shares that ascend')
    expect(() => spendingBounds([2, 2], [0.5, 1])).toThrow('more variance at each look')
    expect(() => obrienFlemingSpending(-1, 0.025)).toThrow('share from 0 on')
    expect(() => crossingProbabilities([], { lower: [0], upper: [1] })).toThrow('two bounds for each look')
  })
})

describe('SequentialDensity', () => {
  it('loses nothing where the test always goes on: Z stays normal', () => {
    let density = SequentialDensity.start()
    for (const [k, variance] of [0.3, 0.35, 2, 9].entries()) {
      const look = { variance, mean: 0.8 * variance ** 0.5 * (k + 1) }
      for (const cut of [-1, 0.5, 3]) {
        expect(Math.abs(density.above(look, cut) - normalCdf(0.8 * (k + 1) - cut))).toBeLessThan(2e-6)
      }
      density = density.within(look, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      expect(Math.abs(density.mass - 1)).toBeLessThan(2e-6)
    }
    expect(density.within({ variance: 10, mean: 0 }, 1, 1).mass).toBe(0)
    const first = SequentialDensity.start().within({ variance: 1, mean: 0 }, Number.NEGATIVE_INFINITY, 2.5)
    const small = first.within(
      { variance: 1.01, mean: 0 },
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    )
    expect(Math.abs(small.mass - normalCdf(2.5))).toBeLessThan(2e-5)
  })
})

describe('the sum of Z between two cuts', () => {
  it('is that of a normal Z where the test always goes on, and adds up over cuts', () => {
    const shape = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
    let density = SequentialDensity.start()
    for (const variance of [0.5, 2, 3]) {
      const look = { variance, mean: 0.8 * variance }
      const drift = look.mean / Math.sqrt(variance)
      const { probability, sum } = density.between(look, -0.5, 1.2)
      const [from, to] = [-0.5 - drift, 1.2 - drift]
      const share = normalCdf(to) - normalCdf(from)
      expectAllClose([probability, sum], [share, drift * share + shape(from) - shape(to)], 3e-6)
      const all = density.between(look, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
      expectAllClose([all.probability, all.sum], [1, drift], 3e-6)
      expect(density.between(look, 1, Number.POSITIVE_INFINITY).probability).toBeCloseTo(
        density.above(look, 1),
        12,
      )
      expect(density.between(look, 1, 1)).toEqual({ probability: 0, sum: 0 })
      density = density.within(look, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    }
  })
})

describe('unguardedClaims', () => {
  it('grows with the looks as Armitage, McPherson and Rowe (1969) tabulated for two sides', () => {
    // Their table 2, 5% level: 8.3% after 2 looks, 10.7% after 3, 14.2% after 5, 19.3% after 10; half of it on one side.
    for (const [looks, twoSided] of [
      [1, 0.05],
      [2, 0.083],
      [3, 0.107],
      [5, 0.142],
      [10, 0.193],
    ]) {
      expect(Math.abs(2 * unguardedClaims(looks) - twoSided)).toBeLessThan(0.0035)
    }
  })
})
