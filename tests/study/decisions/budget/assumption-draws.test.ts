import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  drawAssumptions,
  triangularFactor,
} from '../../../../lib/study/src/decisions/budget/plan-uncertainty'
import type { EffectRange } from '../../../../lib/study/src/decisions/offers/offer-catalogue'
import { normalQuantile } from '../../../../lib/toolkit/statistics/src/distributions/normal'

const effects: EffectRange[] = [
  { low: 0.05, likely: 0.2, high: 0.4 },
  { low: 0, likely: 0.3, high: 0.55 },
  { low: 0.1, likely: 0.35, high: 0.55 },
]
const profitLost = { low: 0.3, likely: 0.6, high: 0.9 }
const draws = 4000
const scenarios = Array.from({ length: draws }, () => ({}))
const drawn = (sharedError: number, own = effects, seed = 3) =>
  drawAssumptions(scenarios, { effects: own, profitLost, sharedError }, seed)
const column = (sharedError: number, offer: number, own = effects) =>
  drawn(sharedError, own).map(({ effect }) => own[offer].likely * effect![offer])

/** The level at which a triangular distribution has a value. */
function levelOf({ low, likely, high }: EffectRange, value: number): number {
  return value < likely
    ? (value - low) ** 2 / ((high - low) * (likely - low))
    : 1 - (high - value) ** 2 / ((high - low) * (high - likely))
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [ma, mb] = [mean(a), mean(b)]
  const products = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0)
  return products(a, ma, b, mb) / Math.sqrt(products(a, ma, a, ma) * products(b, mb, b, mb))
}

describe('drawAssumptions', () => {
  it('leaves what is believed of each offer as it is, whatever offers have in common', () => {
    for (const sharedError of [0, 0.5, 1]) {
      effects.forEach((effect, offer) => {
        // The levels of draws from a distribution are uniform: largest distance from it (Kolmogorov), p > 0.001.
        const levels = column(sharedError, offer)
          .map((value) => levelOf(effect, value))
          .sort((a, b) => a - b)
        const distance = Math.max(
          ...levels.map((level, i) => Math.max(level - i / draws, (i + 1) / draws - level)),
        )
        expect(distance).toBeLessThan(1.95 / Math.sqrt(draws))
      })
    }
  })

  it('has the stated correlation between the normal scores of any two offers', () => {
    for (const sharedError of [0, 0.3, 0.5, 0.9]) {
      const scores = effects.map((effect, offer) =>
        column(sharedError, offer).map((value) => normalQuantile(levelOf(effect, value))),
      )
      for (const [a, b] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ]) {
        // Standard error (1 − ρ²) / √draws, at most 0.016.
        expect(Math.abs(correlation(scores[a], scores[b]) - sharedError)).toBeLessThan(0.06)
      }
    }
  })

  it('moves all assumed effects together when they have all in common', () => {
    for (const { effect } of drawn(1).slice(0, 50)) {
      const levels = effects.map((one, offer) => levelOf(one, one.likely * effect![offer]))
      for (const level of levels) expect(level).toBeCloseTo(levels[0], 9)
    }
  })

  it('draws a measured effect from the normal distribution of its interval, apart from all others', () => {
    const measured = { low: -0.1, likely: 0.2, high: 0.5, measured: { level: 0.95, customers: 200 } }
    const own = [effects[0], measured, measured]
    const values = column(0.9, 1, own)
    const mean = values.reduce((sum, value) => sum + value, 0) / draws
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws)
    const expected = 0.3 / normalQuantile(0.975)
    expect(Math.abs(mean - 0.2)).toBeLessThan(4 * (expected / Math.sqrt(draws)))
    expect(Math.abs(deviation - expected)).toBeLessThan(4 * (expected / Math.sqrt(2 * draws)))
    const outside = values.filter((value) => value < measured.low || value > measured.high).length / draws
    expect(Math.abs(outside - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / draws))
    for (const other of [0, 2]) {
      expect(Math.abs(correlation(values, column(0.9, other, own)))).toBeLessThan(0.07)
    }
  })

  it('draws the lost share of profit too, apart from the effects, and keeps the rest of a scenario', () => {
    const probability = Float64Array.of(1.5, 0.5)
    const found = drawAssumptions(
      scenarios.map(() => ({ probability })),
      { effects, profitLost, sharedError: 1 },
      5,
    )
    for (const scenario of found) expect(scenario.probability).toBe(probability)
    const lost = found.map((scenario) => scenario.profitLost!)
    expect(Math.min(...lost)).toBeGreaterThanOrEqual(0.5)
    expect(Math.max(...lost)).toBeLessThanOrEqual(1.5)
    expect(new Set(lost).size).toBe(draws)
    expect(
      Math.abs(
        correlation(
          lost,
          found.map(({ effect }) => effect![0]),
        ),
      ),
    ).toBeLessThan(0.07)
  })

  it('depends on the seed, and a draw on no other draw', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, sharedError) => {
        const unknown = { effects, profitLost, sharedError }
        const [first, second] = drawAssumptions(scenarios.slice(0, 2), unknown, seed)
        expect(drawAssumptions(scenarios.slice(0, 1), unknown, seed)).toEqual([first])
        expect(second.effect).not.toEqual(first.effect)
        expect(drawAssumptions(scenarios.slice(0, 1), unknown, seed + 1)[0].effect).not.toEqual(first.effect)
      }),
      { numRuns: 30 },
    )
  })

  it('keeps the ends of triangles at levels 0 and 1', () => {
    expect(0.2 * triangularFactor(effects[0], 0)).toBeCloseTo(0.05, 14)
    expect(0.2 * triangularFactor(effects[0], 1)).toBeCloseTo(0.4, 14)
  })
})
