import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../../../../lib/toolkit/core/src/random'
import {
  type Combination,
  combineLogOdds,
  fitCombination,
} from '../../../../lib/toolkit/learn/src/pipeline/stacking'
import { leastLoss, penalisedLoss as lossUnder } from '../least-loss'

/** Independent normal log-odds of each member, shape (members)(rows). */
function normalLogOdds(random: Random, members: number, rows: number, scale = 1): Float64Array[] {
  return Array.from({ length: members }, () =>
    Float64Array.from({ length: rows }, () => scale * random.normal()),
  )
}

/** Labels drawn with the log-odds of a combination. */
function drawLabels(random: Random, combination: Combination, logOdds: readonly Float64Array[]): Uint8Array {
  return Uint8Array.from(combineLogOdds(combination, logOdds), (z) =>
    random.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0,
  )
}

/** Drawn towards a plain mean as strongly as by rows whose information adds up to 10. */
const priorOf = (logOdds: readonly Float64Array[]) => ({ mean: 1 / logOdds.length, strength: 10 })
const penalisedLoss = (unknowns: readonly number[], logOdds: readonly Float64Array[], y: Uint8Array) =>
  lossUnder(unknowns, logOdds, y, priorOf(logOdds))

const problems = fc
  .record({ seed: fc.nat(), members: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 8, max: 60 }) })
  .map(({ seed, members, rows }) => {
    const random = new Random(seed)
    const logOdds = normalLogOdds(random, members, rows, 1 + 3 * random.uniform())
    const weights = Float64Array.from({ length: members }, () => random.uniform() * 2 - 0.5)
    const y = drawLabels(random, { weights, intercept: random.normal() }, logOdds)
    y.set([0, 1])
    return { logOdds, y }
  })

describe('fitCombination', () => {
  it('recovers the weights that made the labels', () => {
    const random = new Random(5)
    const logOdds = normalLogOdds(random, 3, 40_000)
    const truth = { weights: Float64Array.of(1.1, 0.4, 0), intercept: -0.7 }
    const { weights, intercept } = fitCombination(logOdds, drawLabels(random, truth, logOdds))
    // Standard errors are about 0.013 with 40,000 rows whose information about a weight is about 0.16 each.
    expect(Math.abs(weights[0] - 1.1)).toBeLessThan(0.06)
    expect(Math.abs(weights[1] - 0.4)).toBeLessThan(0.06)
    expect(weights[2]).toBeLessThan(0.06)
    expect(Math.abs(intercept + 0.7)).toBeLessThan(0.06)
  })

  it('gives members that are right as they are the weight 1 together', () => {
    const random = new Random(6)
    const [truth] = normalLogOdds(random, 1, 20_000, 2)
    const y = drawLabels(random, { weights: Float64Array.of(1), intercept: 0 }, [truth])
    const { weights, intercept } = fitCombination([truth, truth.slice()], y)
    expect(weights[0]).toBeCloseTo(weights[1], 9)
    expect(Math.abs(weights[0] + weights[1] - 1)).toBeLessThan(0.06)
    expect(Math.abs(intercept)).toBeLessThan(0.1)
  })

  it('is at the minimum of the penalised loss over weights that are not negative', () => {
    fc.assert(
      fc.property(problems, ({ logOdds, y }) => {
        const { weights, intercept } = fitCombination(logOdds, y)
        const fitted = [...weights, intercept]
        const best = leastLoss(logOdds, y, priorOf(logOdds))
        for (const [k, value] of best.entries()) expect(Math.abs(fitted[k] - value)).toBeLessThan(1e-4)
        expect(penalisedLoss(fitted, logOdds, y)).toBeLessThanOrEqual(penalisedLoss(best, logOdds, y) + 1e-9)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the mean of the probabilities at the share of class 1', () => {
    fc.assert(
      fc.property(problems, ({ logOdds, y }) => {
        const z = combineLogOdds(fitCombination(logOdds, y), logOdds)
        const total = z.reduce((sum, value) => sum + 1 / (1 + Math.exp(-value)), 0)
        expect(Math.abs(total - y.reduce((sum, label) => sum + label, 0))).toBeLessThan(1e-6)
      }),
    )
  })

  it('draws the weights of few rows to a plain mean, and of many rows hardly', () => {
    const distanceFromMean = (rows: number) => {
      const random = new Random(9)
      const logOdds = normalLogOdds(random, 2, rows)
      const truth = { weights: Float64Array.of(1.2, 0), intercept: 0 }
      const { weights } = fitCombination(logOdds, drawLabels(random, truth, logOdds))
      return Math.hypot(weights[0] - 0.5, weights[1] - 0.5)
    }
    expect(distanceFromMean(6)).toBeLessThan(0.25)
    expect(distanceFromMean(5000)).toBeGreaterThan(0.7)
  })

  it('leaves out a member worse than chance', () => {
    const random = new Random(7)
    const [good, fair] = normalLogOdds(random, 2, 2000)
    const y = drawLabels(random, { weights: Float64Array.of(1, 0.5), intercept: 0.3 }, [good, fair])
    const wrong = good.map((value) => 0.2 * random.normal() - value)
    const fitted = fitCombination([fair, wrong, good], y)
    const without = fitCombination([fair, good], y)
    expect(fitted.weights[1]).toBe(0)
    // Drawn to a third instead of a half.
    expect(Math.abs(fitted.weights[0] - without.weights[0])).toBeLessThan(0.02)
    expect(Math.abs(fitted.weights[2] - without.weights[1])).toBeLessThan(0.02)
    expect(Math.abs(fitted.intercept - without.intercept)).toBeLessThan(0.02)
    expect(Math.min(...without.weights)).toBeGreaterThan(0.3)
  })

  it('gives the base rate when all members are worse than chance', () => {
    const random = new Random(8)
    const [truth] = normalLogOdds(random, 1, 1000)
    const y = drawLabels(random, { weights: Float64Array.of(2), intercept: 0 }, [truth])
    const wrong = [1, 2].map(() => truth.map((value) => random.normal() - value))
    const { weights, intercept } = fitCombination(wrong, y)
    expect([...weights]).toEqual([0, 0])
    const share = y.reduce((sum, label) => sum + label, 0) / y.length
    for (const z of combineLogOdds({ weights, intercept }, wrong)) {
      expect(1 / (1 + Math.exp(-z))).toBeCloseTo(share, 14)
    }
  })

  it('is a logistic regression drawn to the slope 1 for one member', () => {
    const random = new Random(10)
    const logOdds = normalLogOdds(random, 1, 500)
    const y = drawLabels(random, { weights: Float64Array.of(0.6), intercept: 1 }, logOdds)
    const { weights, intercept } = fitCombination(logOdds, y)
    // The gradient vanishes.
    let [slope, constant] = [10 * (weights[0] - 1), 0]
    logOdds[0].forEach((value, row) => {
      const residual = 1 / (1 + Math.exp(-(weights[0] * value + intercept))) - y[row]
      slope += residual * value
      constant += residual
    })
    expect(Math.abs(slope)).toBeLessThan(1e-7)
    expect(Math.abs(constant)).toBeLessThan(1e-7)
  })

  it.each([30, 1000, 1e6])('finds the minimum where members are certain: log-odds ± %d', (size) => {
    const random = new Random(11)
    const y = Uint8Array.from({ length: 200 }, (_, row) => row % 2)
    // The first is wrong about one row in ten, the second about one in four.
    const logOdds = [0.1, 0.25].map((share) =>
      Float64Array.from(y, (label) => (random.uniform() < share === (label === 1) ? -size : size)),
    )
    const { weights, intercept } = fitCombination(logOdds, y)
    const fitted = [...weights, intercept]
    expect(fitted.every(Number.isFinite)).toBe(true)
    expect(Math.min(...weights)).toBeGreaterThan(0)
    expect(combineLogOdds({ weights, intercept }, logOdds).every(Number.isFinite)).toBe(true)
    const least = penalisedLoss(fitted, logOdds, y)
    for (let k = 0; k < 2000; k++) {
      const other = fitted.map(
        (value) => value * (1 + 0.3 * random.normal()) + (random.normal() * 0.1) / size,
      )
      expect(penalisedLoss(other, logOdds, y)).toBeGreaterThan(least - 1e-9)
    }
  })

  it('does not care for the order of members', () => {
    fc.assert(
      fc.property(problems, ({ logOdds, y }) => {
        const there = fitCombination(logOdds, y)
        const back = fitCombination([...logOdds].reverse(), y)
        expect(Math.abs(back.intercept - there.intercept)).toBeLessThan(1e-7)
        back.weights.reverse().forEach((weight, m) => {
          expect(Math.abs(weight - there.weights[m])).toBeLessThan(1e-7)
        })
      }),
    )
  })

  it('does not change its inputs, and refuses those that do not fit together', () => {
    const y = Uint8Array.of(0, 1, 1)
    const logOdds = [Float64Array.of(-1, 0.5, 2)]
    fitCombination(logOdds, y)
    expect([logOdds, y]).toEqual([[Float64Array.of(-1, 0.5, 2)], Uint8Array.of(0, 1, 1)])
    expect(() => fitCombination([], y)).toThrow(/at least one/)
    expect(() => fitCombination([...logOdds, Float64Array.of(1, 2)], y)).toThrow(/every .* \(got 3\)/)
    expect(() => fitCombination(logOdds, Uint8Array.of(1, 1, 1))).toThrow(/both classes/)
    expect(() => fitCombination(logOdds, Uint8Array.of(0, 0, 0))).toThrow(/both classes/)
  })
})

describe('combineLogOdds', () => {
  it('is the weighted sum and the intercept', () => {
    const combination = { weights: Float64Array.of(0.5, 2), intercept: -1 }
    const sum = combineLogOdds(combination, [Float64Array.of(2, -4), Float64Array.of(1, 0.25)])
    expect([...sum]).toEqual([2, -2.5])
  })
})
