import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  concludeExperiment,
  conclusionNames,
} from '../../../../lib/study/src/decisions/experiment/conclusions'
import { drawArms } from '../../../../lib/study/src/decisions/experiment/draw'
import { simulateOutcomes } from '../../../../lib/study/src/decisions/experiment/rehearsal'
import { mean, variance } from '../../../../lib/toolkit/statistics/src/descriptive'
import { madeCustomers } from './made-customers'
import { estimateEffect } from './one-look'

const customers = madeCustomers([260, 180])
const drawn = {
  ...customers,
  treated: drawArms(customers.ids, customers.segment, { seed: 5, quarter: '2026-Q4' }),
}

describe('estimateEffect', () => {
  it('does not depend on the order of outcomes and leaves others aside', () => {
    const outcomes = simulateOutcomes(drawn, { seed: 1 })
    const result = estimateEffect(drawn, outcomes)
    const more = {
      ids: Float64Array.from([7, ...outcomes.ids.slice().reverse()]),
      declined: Uint8Array.from([1, ...outcomes.declined.slice().reverse()]),
    }
    const again = estimateEffect(drawn, more)
    expect(again.attrition.notDrawn).toBe(1)
    expect({ ...again, attrition: null }).toEqual({ ...result, attrition: null })
  })

  it('counts customers without an outcome by arm and bounds what they hide', () => {
    const outcomes = simulateOutcomes(drawn, { seed: 2, missing: 0.1 })
    const { attrition, reduction } = estimateEffect(drawn, outcomes)
    expect(attrition.treatment.known + attrition.control.known).toBe(outcomes.ids.length)
    expect(attrition.treatment.drawn + attrition.control.drawn).toBe(440)
    expect(attrition.bounds.lower).toBeLessThan(reduction.estimate)
    expect(attrition.bounds.upper).toBeGreaterThan(reduction.estimate)
    // Each missing outcome can go both ways: the bounds are apart by the shares that miss, added over the arms.
    const missing = [attrition.treatment, attrition.control].map(
      ({ drawn: all, known }) => (all - known) / all,
    )
    expect(attrition.bounds.upper - attrition.bounds.lower).toBeCloseTo(missing[0] + missing[1], 12)
  })

  it('notices that one arm misses more outcomes', () => {
    const outcomes = simulateOutcomes(drawn, { seed: 2 })
    const controls = new Set(drawn.ids.filter((_, i) => drawn.treated[i] === 0))
    const kept = Array.from(outcomes.ids.keys()).filter((i) => !controls.has(outcomes.ids[i]) || i % 3 > 0)
    const { attrition } = estimateEffect(drawn, {
      ids: Float64Array.from(kept, (i) => outcomes.ids[i]),
      declined: Uint8Array.from(kept, (i) => outcomes.declined[i]),
    })
    expect(attrition.pValue).toBeLessThan(1e-6)
  })

  it('finds on average the profit kept that was put in, from activity and from profit', () => {
    const reduction = customers.probability.map((p) => 0.5 * p)
    const truth = mean(reduction.map((r, i) => r * customers.averted[i]))
    const runs = 200
    const estimates: number[][] = [[], []]
    let covered = 0
    for (let run = 0; run < runs; run++) {
      const treated = drawArms(customers.ids, customers.segment, { seed: run, quarter: '2026-Q4' })
      const again = { ...customers, treated }
      const outcomes = simulateOutcomes(again, { seed: run, reduction, profitNoise: 0.05 })
      const { kept, measured, worth } = estimateEffect(again, outcomes)
      for (const [i, effect] of [kept, measured!].entries()) {
        estimates[i].push(effect.kept.estimate)
        covered += Number(effect.kept.lower < truth && truth < effect.kept.upper)
        expect(effect.kept.estimate - effect.net.estimate).toBeCloseTo(worth.cost, 12)
      }
    }
    // Within four standard errors of the mean over the runs, and of a coverage of 95% in 400 intervals.
    for (const values of estimates.map((list) => Float64Array.from(list))) {
      expect(Math.abs(mean(values) - truth)).toBeLessThan(4 * Math.sqrt(variance(values) / runs))
      expect(Math.sqrt(variance(values) / runs)).toBeLessThan(0.03 * truth)
    }
    expect(Math.abs(covered / (2 * runs) - 0.95)).toBeLessThan(0.062)
  })

  it('adjusts p-values of segments for their number and states the relative effect', () => {
    const result = estimateEffect(drawn, simulateOutcomes(drawn, { seed: 4 }))
    for (const { reduction, adjustedPValue } of result.segments) {
      expect(adjustedPValue).toBeGreaterThanOrEqual(reduction.pValue)
    }
    // Without a spread of predictions nothing is adjusted: the ratio is that of the stratified rates.
    const flat = { ...drawn, probability: new Float64Array(440).fill(0.75) }
    const outcomes = simulateOutcomes(flat, { seed: 4 })
    const rate = (arm: number) =>
      [260, 180].reduce((sum, size, s) => {
        const rows = outcomes.ids.reduce<number[]>((list, id, i) => {
          const row = id - 1000
          if (drawn.treated[row] === arm && drawn.segment[row] === `segment ${s + 1}`)
            list.push(outcomes.declined[i])
          return list
        }, [])
        return sum + (size / 440) * mean(Float64Array.from(rows))
      }, 0)
    const { relative } = estimateEffect(flat, outcomes)
    expect(relative!.estimate).toBeCloseTo(1 - rate(1) / rate(0), 12)
    expect(relative!.lower).toBeLessThan(relative!.estimate)
  })

  it('goes by the score test where an adjusted interval would not hold its level', () => {
    const rare = madeCustomers([30, 20], { from: 0.95, to: 0.99 })
    const rareDrawn = { ...rare, treated: drawArms(rare.ids, rare.segment, { seed: 1, quarter: '2026-Q4' }) }
    const result = estimateEffect(rareDrawn, simulateOutcomes(rareDrawn, { seed: 1 }))
    expect(result.method).toBe('score')
    expect(result.reduction).toEqual(result.plainReduction)
    const all = { ids: drawn.ids, declined: new Uint8Array(440).fill(1) }
    expect(estimateEffect(drawn, all)).toMatchObject({ method: 'score', reduction: { estimate: -0 } })
  })

  it('says that the files do not go together when no id matches', () => {
    const outcomes = { ids: Float64Array.from([1, 2]), declined: Uint8Array.from([0, 1]) }
    expect(() => estimateEffect(drawn, outcomes)).toThrow('ids of both files')
  })
})

describe('concludeExperiment', () => {
  const conclude = (lower: number, upper: number) =>
    concludeExperiment({ estimate: (lower + upper) / 2, lower, upper }, 0.04)

  it('says what the interval allows', () => {
    expect(conclude(0.05, 0.1)).toBe('worth its cost')
    expect(conclude(0.04, 0.1)).toBe('worth its cost')
    expect(conclude(0.01, 0.1)).toBe('works, cost open')
    expect(conclude(0.01, 0.03)).toBe('too small')
    expect(conclude(-0.02, 0.1)).toBe('open')
    expect(conclude(-0.02, 0.03)).toBe('open, at best too small')
    expect(conclude(-0.1, -0.01)).toBe('harmful')
  })

  it('decides at the bounds themselves: a break-even that is just reached is not missed', () => {
    expect(conclude(0.01, 0.04)).toBe('works, cost open')
    expect(conclude(0, 0.1)).toBe('open')
    expect(conclude(0, 0.03)).toBe('open, at best too small')
    expect(conclude(-0.02, 0.04)).toBe('open')
    expect(conclude(-0.1, 0)).toBe('open, at best too small')
  })

  it('reaches each of its conclusions, and one for any interval', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(number, number, number, (a, b, breakEven) => {
        const interval = { estimate: (a + b) / 2, lower: Math.min(a, b), upper: Math.max(a, b) }
        expect(conclusionNames).toContain(concludeExperiment(interval, Math.abs(breakEven)))
      }),
    )
  })
})
