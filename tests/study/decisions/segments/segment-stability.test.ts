import { describe, expect, it } from 'vitest'
import { chooseSegmentCuts } from '../../../../lib/study/src/decisions/segments/segment-cuts'
import {
  repeatProbabilities,
  repeatStability,
  segmentStability,
} from '../../../../lib/study/src/decisions/segments/segment-stability'
import { assignSegments } from '../../../../lib/study/src/decisions/segments/segments'
import { Random } from '../../../../lib/toolkit/core/src/random'

const random = new Random(8)
const probability = Float64Array.from({ length: 300 }, () => random.uniform())
const profit = Float64Array.from(probability, () => 4 + random.normal())
const { cuts } = chooseSegmentCuts(probability, profit)

describe('segmentStability', () => {
  const stability = segmentStability(probability, profit, { seed: 1, replicates: 200 })

  it('is the same for the same seed, and another for another', () => {
    expect(segmentStability(probability, profit, { seed: 1, replicates: 200 })).toEqual(stability)
    expect(segmentStability(probability, profit, { seed: 2, replicates: 200 })).not.toEqual(stability)
  })

  it('tells of each customer what it tells of all', () => {
    const kept = stability.kept.reduce((sum, share) => sum + share, 0) / probability.length
    expect(stability.changed.estimate).toBeCloseTo(1 - kept, 12)
    expect(stability.probabilityCut).toMatchObject({ estimate: cuts.probability })
    expect(stability.profitCut).toMatchObject({ estimate: cuts.profit })
    for (const { lower, upper } of [stability.probabilityCut, stability.profitCut, stability.changed]) {
      expect(lower).toBeLessThanOrEqual(upper)
    }
  })

  it('keeps those who lie beyond all cut-offs, and changes those between them', () => {
    const { probabilityCut, profitCut, kept } = segmentStability(probability, profit, {
      seed: 1,
      replicates: 100,
      level: 0.9999,
    })
    const isBeyond = probability.map(
      (p, i) =>
        +(
          (p < probabilityCut.lower || p >= probabilityCut.upper) &&
          (profit[i] < profitCut.lower || profit[i] >= profitCut.upper)
        ),
    )
    expect(probabilityCut.upper).toBeGreaterThan(probabilityCut.lower)
    kept.forEach((share, i) => {
      expect(share === 1).toBe(isBeyond[i] === 1)
    })
  })

  it('finds nothing to change where the cut-offs cannot move', () => {
    const apart = Float64Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 0.02 : 0.98))
    const two = Float64Array.from({ length: 80 }, (_, i) => (i % 4 < 2 ? 1 : 9))
    const steady = segmentStability(apart, two, { seed: 3, replicates: 50 })
    expect(steady.changed).toEqual({ estimate: 0, lower: 0, upper: 0 })
    expect(steady).toMatchObject({ sameCuts: 1, fallbacks: 0 })
    expect(steady.kept.every((share) => share === 1)).toBe(true)
  })

  it('has narrower intervals at a lower level', () => {
    const at = (level: number) => segmentStability(probability, profit, { seed: 1, replicates: 60, level })
    const [half, most] = [at(0.5), at(0.95)]
    for (const key of ['probabilityCut', 'profitCut', 'changed'] as const) {
      expect(half[key].lower).toBeGreaterThanOrEqual(most[key].lower)
      expect(half[key].upper).toBeLessThanOrEqual(most[key].upper)
      expect(half[key].lower).toBeLessThanOrEqual(half[key].upper)
    }
    expect(half.changed.lower).toBeLessThan(half.changed.upper)
  })

  it('counts resamples without large enough segments', () => {
    const few = segmentStability(probability.slice(0, 8), profit.slice(0, 8), { seed: 4, replicates: 20 })
    expect(few.fallbacks).toBe(1)
    expect(() => segmentStability(probability, profit, { seed: 1, replicates: 0 })).toThrow(/resamples/)
  })
})

describe('repeatStability', () => {
  it('tells what other probabilities change, with the same cut-offs and with their own', () => {
    const other = probability.map((p, i) => (i < 30 ? 1 - p : p))
    const [same, changed] = repeatStability(probability, profit, cuts, [probability, other])
    expect(same).toEqual({ cuts, changed: 0, changedAtSameCuts: 0 })
    const segments = assignSegments(probability, profit, cuts)
    const differing = (given: typeof cuts) =>
      assignSegments(other, profit, given).filter((name, i) => name !== segments[i]).length / 300
    expect(differing(cuts)).toBeGreaterThan(0)
    expect(changed.changedAtSameCuts).toBe(differing(cuts))
    expect(changed.changed).toBe(differing(changed.cuts))
  })
})

describe('repeatProbabilities', () => {
  it('finds each customer in the learning table, and leaves those who were set aside as they are', () => {
    const risk = { rows: Int32Array.of(2, 3, 7), probability: Float64Array.of(0.1, 0.2, 0.3) }
    const repeats = repeatProbabilities({ trainingRows: Int32Array.of(2, 7) }, risk, {
      probability: [Float64Array.of(0.5, 0.6), Float64Array.of(0.7, 0.8)],
    })
    expect(repeats).toEqual([Float64Array.of(0.5, 0.2, 0.6), Float64Array.of(0.7, 0.2, 0.8)])
  })
})
