import { describe, expect, it } from 'vitest'
import {
  drawProbabilityFactors,
  type ProbabilityEvidence,
} from '../../../../lib/study/src/decisions/budget/probability-draws'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { Random } from '../../../../lib/toolkit/core/src/random'

const chance = (z: number) => 1 / (1 + Math.exp(-z))
const logOdds = (p: number) => Math.log(p / (1 - p))

/** Outcomes that follow `shift + stretch · log-odds` of what is stated, and repeats that differ by noise. */
function evidenceOf({ shift = 0, stretch = 1, noise = 0, repeats = 2, rows = 2000 }) {
  const random = new Random(77)
  const stated = Float64Array.from({ length: rows }, () => 1.5 * random.normal())
  return {
    declines: Uint8Array.from(stated, (z) => (random.uniform() < chance(shift + stretch * z) ? 1 : 0)),
    repeats: Array.from({ length: repeats }, (_, r) =>
      stated.map((z) => chance(r === 0 ? z : z + noise * random.normal())),
    ),
  }
}

const probability = Float64Array.of(0.2, 0.5, 0.6, 0.8, 0.95)
/** Drawn log-odds of each customer, shape (customers, draws). */
function drawn(evidence: ProbabilityEvidence, draws = 250) {
  const factors = drawProbabilityFactors(probability, evidence, { draws, seed: 3 })
  return Array.from(probability, (p, i) => factors.map((factor) => logOdds(p * factor[i])))
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const deviation = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1))

describe('drawProbabilityFactors', () => {
  it('centres on the stated probabilities when they are right, and on the recalibrated when not', () => {
    for (const [shift, stretch] of [
      [0, 1],
      [0.6, 0.7],
    ]) {
      drawn(evidenceOf({ shift, stretch })).forEach((values, i) => {
        expect(Math.abs(mean(values) - (shift + stretch * logOdds(probability[i])))).toBeLessThan(0.2)
      })
    }
  })

  it('spreads as the calibration line of the data does', () => {
    // The Wald error of the shift at log-odds 0 is near 1 / sqrt(Σ p (1 − p)).
    const evidence = evidenceOf({ repeats: 1 })
    const curvature = evidence.repeats[0].reduce((sum, p) => sum + p * (1 - p), 0)
    const spread = deviation(drawn(evidence)[1])
    expect(spread).toBeGreaterThan(0.75 / Math.sqrt(curvature))
    expect(spread).toBeLessThan(1.35 / Math.sqrt(curvature))
  })

  it('learns no more from customers who are there twice', () => {
    const { declines, repeats } = evidenceOf({ repeats: 1, rows: 400 })
    const twice = {
      declines: Uint8Array.of(...declines, ...declines),
      repeats: repeats.map((one) => Float64Array.of(...one, ...one)),
    }
    const groups = Int32Array.from(twice.declines, (_, i) => i % declines.length)
    const spread = (evidence: ProbabilityEvidence) => deviation(drawn(evidence, 600)[1])
    const once = spread({ declines, repeats })
    expect(spread({ ...twice, groups }) / once).toBeGreaterThan(0.88)
    expect(spread({ ...twice, groups }) / once).toBeLessThan(1.14)
    // As strangers they seem to: 1 / √2.
    expect(spread(twice) / once).toBeLessThan(0.8)
  })

  it('adds the noise between repeats to each customer', () => {
    const [quiet, noisy] = [drawn(evidenceOf({})), drawn(evidenceOf({ noise: 0.8 }))]
    noisy.forEach((values, i) => {
      // Two repeats that differ by noise of 0.8 have a standard deviation of 0.8 / sqrt 2 about their mean.
      const own = Math.sqrt(Math.max(0, deviation(values) ** 2 - deviation(quiet[i]) ** 2))
      expect(Math.abs(own - 0.8 / Math.SQRT2)).toBeLessThan(0.12)
    })
  })

  it('finds the noise of each fifth of the customers by log-odds, whatever their order', () => {
    // Ten customers in pairs, at log-odds −4, −2, 0, 2, 4; the repeats of a pair lie by its own step apart. Outcomes
    // are parted, so that nothing but the noise moves the log-odds.
    const centres = [0, 4, -2, 2, -4, 2, -4, 0, 4, -2]
    const step = (centre: number) => 0.2 + 0.1 * (centre + 4)
    const evidence = {
      declines: Uint8Array.from(centres, (z) => (z > 1 ? 1 : 0)),
      repeats: [0, 1].map((repeat) => Float64Array.from(centres, (z) => chance(z + repeat * step(z)))),
    }
    // The bands begin at their least customer; below all lies the first, above all the last.
    const asked = [-9, -4, -2.1, -2, -0.1, 0, 1.9, 2, 3.9, 4, 9]
    const bands = [-4, -4, -4, -2, -2, 0, 0, 2, 2, 4, 4]
    const wanted = Float64Array.from(asked, chance)
    const factors = drawProbabilityFactors(wanted, evidence, { draws: 1500, seed: 2 })
    asked.forEach((z, i) => {
      const moved = factors.map((factor) => logOdds(wanted[i] * factor[i]) - z)
      const spread = step(bands[i]) / Math.SQRT2
      // Five standard errors of a standard deviation and of a mean in 1,500 draws.
      expect(Math.abs(deviation(moved) / spread - 1), `at ${z}`).toBeLessThan(0.092)
      expect(Math.abs(mean(moved)), `at ${z}`).toBeLessThan(0.13 * spread)
    })
  })

  it('draws 200 times unless told otherwise, and with fewer customers than bands', () => {
    const few = {
      declines: Uint8Array.of(0, 1),
      repeats: [0, 1].map((r) => Float64Array.of(0.2, 0.8 + r / 10)),
    }
    const factors = drawProbabilityFactors(probability, few, { seed: 1 })
    expect(factors).toHaveLength(200)
    for (const factor of factors) for (const value of factor) expect(value).toBeGreaterThan(0)
  })

  it('keeps the order of customers with one repeat', () => {
    for (const factor of drawProbabilityFactors(probability, evidenceOf({ repeats: 1 }), {
      draws: 20,
      seed: 1,
    })) {
      const there = probability.map((p, i) => p * factor[i])
      expect(there).toEqual(Float64Array.from(there).sort())
    }
  })

  it('depends on the seed only', () => {
    const evidence = evidenceOf({ rows: 300 })
    const draw = (seed: number) => drawProbabilityFactors(probability, evidence, { draws: 3, seed })
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    for (const factor of draw(1)) {
      factor.forEach((value, i) => {
        expect(value * probability[i]).toBeGreaterThan(0)
        expect(value * probability[i]).toBeLessThan(1)
      })
    }
  })

  it('leaves the stated probabilities where they part the outcomes without error', () => {
    const evidence = evidenceOf({ rows: 60, repeats: 1 })
    const parted = { ...evidence, declines: Uint8Array.from(evidence.repeats[0], (p) => (p > 0.5 ? 1 : 0)) }
    const [factor] = drawProbabilityFactors(probability, parted, { draws: 1, seed: 1 })
    for (const value of factor) expect(value).toBeCloseTo(1, 9)
  })

  it('leaves them as well where customers of both outcomes stand at the value that parts the others', () => {
    const stated = Float64Array.of(
      ...[1, 2, 3, 4, 5, 6].flatMap((tenth) => Array<number>(8).fill(tenth / 10)),
    )
    const parted = {
      declines: Uint8Array.from(stated, (p, i) => (p > 0.35 || (p === 0.3 && i % 2 === 0) ? 1 : 0)),
      repeats: [stated],
    }
    for (const factor of drawProbabilityFactors(probability, parted, { draws: 40, seed: 1 })) {
      for (const value of factor) expect(value).toBeCloseTo(1, 9)
    }
  })

  it('refuses evidence without repeats or of one outcome', () => {
    const evidence = evidenceOf({ rows: 60 })
    for (const wrong of [
      { ...evidence, repeats: [] },
      { ...evidence, declines: new Uint8Array(60) },
      { ...evidence, declines: new Uint8Array(60).fill(1) },
    ]) {
      expect(() => drawProbabilityFactors(probability, wrong, { draws: 1, seed: 1 })).toThrow(ArgumentError)
      expect(() => drawProbabilityFactors(probability, wrong, { draws: 1, seed: 1 })).toThrow(
        /drawProbabilityFactors.*needs (a repeat|customers of both outcomes)/,
      )
    }
  })
})
