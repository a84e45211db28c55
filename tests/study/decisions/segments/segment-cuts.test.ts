import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  chooseSegmentCuts,
  explainedVariance,
  segmentCuts,
} from '../../../../lib/study/src/decisions/segments/segment-cuts'
import {
  assignSegments,
  profitAtRisk,
  segmentNames,
} from '../../../../lib/study/src/decisions/segments/segments'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { mustBeReached } from '../../../support/must-be-reached'

const random = new Random(5)
/** Two humps of risk, profit around 4. */
const probability = Float64Array.from(
  { length: 400 },
  (_, i) => (i % 3 === 0 ? 0.75 : 0.05) + 0.2 * random.uniform(),
)
const profit = Float64Array.from(probability, () => 4 + random.normal())

const customer = fc.record({
  probability: fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  profit: fc.oneof(fc.constantFrom(-1, 0, 3), fc.double({ min: -1e4, max: 1e6, noNaN: true })),
})
/** Too few to be cut, or as many as four segments need and some more. */
const anyone = fc
  .oneof(
    fc.array(customer, { minLength: 1, maxLength: 30 }),
    fc.array(customer, { minLength: 60, maxLength: 80, size: 'max' }),
  )
  .map((drawn) => ({
    probability: Float64Array.from(drawn, (customer) => customer.probability),
    profit: Float64Array.from(drawn, (customer) => customer.profit),
  }))

describe('chooseSegmentCuts', () => {
  it('cuts between two humps of risk, at round numbers that explain nearly as much as the best', () => {
    const { cuts, explained, rule, rounding, best, naive } = chooseSegmentCuts(probability, profit)
    expect(rule).toBe('rounded')
    expect(rounding).toEqual({ probability: 0.1, profit: 1 })
    expect(cuts.profit).toBe(4)
    expect(cuts.probability).toBeGreaterThanOrEqual(0.3)
    expect(cuts.probability).toBeLessThanOrEqual(0.7)
    expect(explained).toBeGreaterThan(0.98 * best!.explained)
    expect(best!.explained).toBeGreaterThanOrEqual(naive.explained)
    expect(explained).toBe(explainedVariance(probability, profit, cuts))
  })

  it('takes finer numbers where coarse ones cost more, and quantiles where all do', () => {
    const low = probability.map((p) => p / 1000)
    expect(chooseSegmentCuts(low, profit).rule).toBe('quantile')
    const fine = chooseSegmentCuts(probability, profit, { roundingCost: 0 })
    const coarse = chooseSegmentCuts(probability, profit, { roundingCost: 1 })
    expect(coarse.rounding?.probability).toBe(0.1)
    expect(fine.rounding!.probability).toBeLessThan(0.1)
    expect(fine.explained).toBeGreaterThan(coarse.explained)
  })

  it('falls back on one half and the median where segments would be too small', () => {
    const few = { probability: probability.slice(0, 19), profit: profit.slice(0, 19) }
    expect(chooseSegmentCuts(few.probability, few.profit)).toMatchObject({
      rule: 'fallback',
      cuts: { probability: 0.5, profit: few.profit.slice().sort()[9] },
    })
    const alike = chooseSegmentCuts(probability.slice().fill(0.3), profit)
    expect(alike.rule).toBe('fallback')
    expect(alike.best).toBeUndefined()
    expect(chooseSegmentCuts(probability, profit.slice().fill(2))).toMatchObject({
      rule: 'fallback',
      cuts: { profit: 2 },
    })
  })

  it('copes with any customers, keeps every segment large enough or falls back', () => {
    const reached = mustBeReached('a rule that is no fallback')
    const rules = new Set<string>()
    fc.assert(
      fc.property(anyone, (drawn) => {
        const choice = chooseSegmentCuts(drawn.probability, drawn.profit)
        expect(choice.cuts).toEqual(segmentCuts(drawn.probability, drawn.profit))
        rules.add(choice.rule)
        const best = choice.best ? [choice.best.explained] : []
        for (const share of [choice.explained, choice.naive.explained, ...best]) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1 + 1e-9)
        }
        if (choice.rule === 'fallback') return
        reached()
        expect(choice.best).toBeDefined()
        expect(choice.best!.explained).toBeGreaterThanOrEqual(choice.explained - 1e-9)
        const segments = assignSegments(drawn.probability, drawn.profit, choice.cuts)
        for (const name of segmentNames) {
          const size = segments.filter((segment) => segment === name).length
          expect(size).toBeGreaterThanOrEqual(Math.max(5, 0.05 * segments.length))
        }
      }),
    )
    expect(rules).toContain('fallback')
    expect(rules.size).toBeGreaterThan(1)
  })

  it('does not depend on the order of customers', () => {
    const order = random.shuffle(Int32Array.from(probability, (_, i) => i))
    const shuffled = (values: Float64Array) => Float64Array.from(order, (i) => values[i])
    expect(segmentCuts(shuffled(probability), shuffled(profit))).toEqual(segmentCuts(probability, profit))
  })

  it('refuses what it cannot cut', () => {
    const none = new Float64Array(0)
    expect(() => segmentCuts(none, none)).toThrow(/needs customers/)
    expect(() => segmentCuts(probability, none)).toThrow(/one profit for each probability/)
    expect(() => segmentCuts(Float64Array.of(0.5), Float64Array.of(Number.NaN))).toThrow(/finite numbers/)
  })
})

describe('explainedVariance', () => {
  it('is one where segments hold all that differs, and nothing where they hold none', () => {
    const p = Float64Array.of(0.2, 0.8, 0.2, 0.8)
    const m = Float64Array.of(1, 1, 5, 5)
    expect(explainedVariance(p, m, { probability: 0.5, profit: 3 })).toBeCloseTo(1, 12)
    expect(explainedVariance(p, m, { probability: 2, profit: 9 })).toBeCloseTo(0, 12)
    expect(explainedVariance(p.fill(0.5), m.fill(2), { probability: 0.5, profit: 2 })).toBe(0)
  })

  it('is that of profit at risk', () => {
    const value = profitAtRisk(probability, profit)
    const mean = value.reduce((sum, own) => sum + own, 0) / value.length
    const within = (isUpper: boolean) => value.filter((_, i) => probability[i] >= 0.5 === isUpper)
    const squares = (values: Float64Array, around: number) =>
      values.reduce((sum, own) => sum + (own - around) ** 2, 0)
    const ownMean = (values: Float64Array) => values.reduce((sum, own) => sum + own, 0) / values.length
    const inside = [true, false].reduce((sum, side) => sum + squares(within(side), ownMean(within(side))), 0)
    // Everyone lies above such a cut of profit, so only risk parts them.
    expect(explainedVariance(probability, profit, { probability: 0.5, profit: -99 })).toBeCloseTo(
      1 - inside / squares(value, mean),
      10,
    )
  })
})
