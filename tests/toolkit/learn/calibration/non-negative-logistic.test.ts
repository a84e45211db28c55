import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { fitNonNegativeLogistic } from '../../../../lib/toolkit/learn/src/calibration/non-negative-logistic'
import { leastLoss, penalisedLoss } from '../least-loss'

/** Correlated inputs of any sign, so that weights are held at 0, and set free again when others are held. */
const problems = fc
  .record({
    seed: fc.nat(),
    count: fc.integer({ min: 1, max: 5 }),
    rows: fc.integer({ min: 10, max: 50 }),
    strength: fc.constantFrom(0.5, 3, 10),
    mean: fc.constantFrom(0, 0.25, 1),
  })
  .map(({ seed, count, rows, strength, mean }) => {
    const random = new Random(seed)
    const shared = Float64Array.from({ length: rows }, () => random.normal())
    const inputs = Array.from({ length: count }, () => {
      const share = 2 * random.uniform() - 1
      return shared.map((value) => 2 * (share * value + 0.5 * random.normal()))
    })
    const y = Uint8Array.from(shared, (value) => (random.uniform() < 1 / (1 + Math.exp(-value)) ? 1 : 0))
    y.set([0, 1])
    return { inputs, y, prior: { mean, strength } }
  })

describe('fitNonNegativeLogistic', () => {
  it('is at the least loss over weights that are not negative', () => {
    let held = 0
    fc.assert(
      fc.property(problems, ({ inputs, y, prior }) => {
        const { weights, intercept } = fitNonNegativeLogistic(inputs, y, prior)
        const best = leastLoss(inputs, y, prior)
        held += weights.filter((weight) => weight === 0).length
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
        for (const [k, weight] of [...weights, intercept].entries()) {
          expect(Math.abs(weight - best[k])).toBeLessThan(1e-4)
        }
        const loss = penalisedLoss([...weights, intercept], inputs, y, prior)
        expect(loss).toBeLessThanOrEqual(penalisedLoss(best, inputs, y, prior) + 1e-9)
      }),
      { numRuns: 100 },
    )
    expect(held).toBeGreaterThan(0)
  })

  it('holds an input again that was the best alone, where others explain it better', () => {
    const random = new Random(17)
    const normal = () => Float64Array.from({ length: 400 }, () => random.normal())
    const [u, v, noise] = [normal(), normal(), normal()]
    const blend = u.map((value, row) => value + v[row] + 0.5 * noise[row])
    const logOdds = u.map((value, row) => 1.5 * (value + v[row]) - noise[row])
    const y = Uint8Array.from(logOdds, (z) => (random.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0))
    const prior = { mean: 0, strength: 0.01 }
    const { weights, intercept } = fitNonNegativeLogistic([u, blend, v], y, prior)
    const best = leastLoss([u, blend, v], y, prior)
    expect(weights[1]).toBe(0)
    for (const [k, value] of [...weights, intercept].entries()) {
      expect(Math.abs(value - best[k])).toBeLessThan(1e-4)
    }
    const loss = (input: Float64Array) => {
      const alone = fitNonNegativeLogistic([input], y, prior)
      return penalisedLoss([...alone.weights, alone.intercept], [input], y, prior)
    }
    expect(loss(blend)).toBeLessThan(Math.min(loss(u), loss(v)))
  })

  it('does not care for the order of inputs and rows', () => {
    fc.assert(
      fc.property(problems, ({ inputs, y, prior }) => {
        const there = fitNonNegativeLogistic(inputs, y, prior)
        const turned = [...inputs].reverse().map((input) => input.slice().reverse())
        const back = fitNonNegativeLogistic(turned, y.slice().reverse(), prior)
        expect(Math.abs(back.intercept - there.intercept)).toBeLessThan(1e-6)
        back.weights.reverse().forEach((weight, k) => {
          expect(Math.abs(weight - there.weights[k])).toBeLessThan(1e-6)
        })
      }),
    )
  })

  it('fits equal inputs without a prior to speak of', () => {
    const random = new Random(3)
    const input = Float64Array.from({ length: 300 }, () => random.normal())
    const y = Uint8Array.from(input, (value) => (random.uniform() < 1 / (1 + Math.exp(-value)) ? 1 : 0))
    const prior = { mean: 0, strength: 1e-9 }
    const one = fitNonNegativeLogistic([input], y, prior)
    const two = fitNonNegativeLogistic([input, input.slice()], y, prior)
    expect(Math.abs(two.weights[0] + two.weights[1] - one.weights[0])).toBeLessThan(1e-5)
    expect(Math.abs(two.intercept - one.intercept)).toBeLessThan(1e-5)
  })

  it('gives the base rate for inputs that say nothing', () => {
    const y = Uint8Array.of(0, 1, 0, 0)
    const { weights, intercept } = fitNonNegativeLogistic([new Float64Array(4)], y, { mean: 0, strength: 1 })
    expect([...weights]).toEqual([0])
    expect(intercept).toBeCloseTo(Math.log(1 / 3), 12)
  })

  it('refuses inputs that do not fit together', () => {
    const prior = { mean: 0, strength: 1 }
    const y = Uint8Array.of(0, 1)
    expect(() => fitNonNegativeLogistic([], y, prior)).toThrow(/at least one input/)
    expect(() => fitNonNegativeLogistic([Float64Array.of(1)], y, prior)).toThrow(/every row \(got 2\)/)
    expect(() => fitNonNegativeLogistic([Float64Array.of(1, 2)], Uint8Array.of(1, 1), prior)).toThrow(
      /both classes/,
    )
  })
})
