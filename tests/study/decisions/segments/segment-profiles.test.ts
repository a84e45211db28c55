import { describe, expect, it } from 'vitest'
import { modelFeatures } from '../../../../lib/study/src/customers/features'
import {
  profileSegments,
  typicalReasons,
} from '../../../../lib/study/src/decisions/segments/segment-profiles'
import {
  assignSegments,
  groupsOfSegment,
  horizonMonths,
  segmentNames,
  summariseSegments,
} from '../../../../lib/study/src/decisions/segments/segments'
import { categoryDifferences } from '../../../../lib/study/src/exploration/category-differences'
import { numericDifferences } from '../../../../lib/study/src/exploration/group-differences'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { studyCustomers, studyRisk } from '../../report/study-results'

const customers = studyCustomers()
const risk = studyRisk(customers)
const profit = take(customers.profit, risk.rows)
const segments = assignSegments(risk.probability, profit, { probability: 0.5, profit: 4 })
const profiles = profileSegments(segments, risk, profit, customers.features, { seed: 1, replicates: 400 })

describe('profileSegments', () => {
  it('holds the summary of every segment, in order', () => {
    expect(profiles.map(({ segment }) => segment)).toEqual([...segmentNames])
    const summaries = summariseSegments(segments, risk.probability, profit)
    profiles.forEach((profile, i) => {
      expect(profile).toMatchObject(summaries[i])
      expect(profile.profitInHorizon).toBe(horizonMonths * profile.profit)
      expect(profile.profitAtRiskInterval.estimate).toBeCloseTo(profile.profitAtRisk, 9)
      expect(profile.profitAtRiskInterval.lower).toBeLessThan(profile.profitAtRisk)
      expect(profile.profitAtRiskInterval.upper).toBeGreaterThan(profile.profitAtRisk)
    })
    const shares = profiles.reduce((sum, { shareOfRiskInterval }) => sum + shareOfRiskInterval.estimate, 0)
    expect(shares).toBeCloseTo(1, 12)
  })

  it('has intervals as wide as drawing customers makes sums vary', () => {
    const { customers: size, profitAtRisk, profitAtRiskInterval } = profiles[0]
    const n = segments.length
    const values = risk.probability.map((p, i) => (segments[i] === 'Save now' ? 3 * p * profit[i] : 0))
    const mean = profitAtRisk / n
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0))
    const width = profitAtRiskInterval.upper - profitAtRiskInterval.lower
    expect(size).toBeGreaterThan(5)
    expect(width / (2 * 1.96 * deviation)).toBeGreaterThan(0.85)
    expect(width / (2 * 1.96 * deviation)).toBeLessThan(1.15)
  })

  it('sets each segment against all other customers', () => {
    const groups = groupsOfSegment('Look after', segments, risk.rows)
    const profile = profiles[2]
    expect(profile.numeric).toEqual(numericDifferences(customers.features, groups))
    expect(profile.categories).toEqual(categoryDifferences(customers.features, groups))
  })

  it('says nothing of segments too small to compare, and lives with empty ones', () => {
    const one = profileSegments(
      segments.map((_, i) => (i < 3 ? 'Save now' : 'Leave as is')),
      risk,
      profit,
      customers.features,
      { seed: 1, replicates: 10 },
    )
    expect(one[0]).toMatchObject({ customers: 3, numeric: [], categories: [] })
    expect(one[1]).toMatchObject({
      customers: 0,
      reasons: [],
      profitAtRiskInterval: { estimate: 0, lower: 0, upper: 0 },
    })
  })
})

describe('typicalReasons', () => {
  it('adds up to what raises the risk of each customer', () => {
    const { features, values } = risk.contributions
    const positions = [3, 8, 20]
    const reasons = typicalReasons(risk, positions)
    expect(reasons.map(({ feature }) => feature).sort()).toEqual(modelFeatures.map(({ name }) => name).sort())
    for (const reason of reasons) {
      const own = positions.map((i) => values.values[i * values.columns + features.indexOf(reason.feature)])
      expect(reason.contribution).toBeCloseTo(own.reduce((sum, value) => sum + value, 0) / 3, 12)
      expect(reason.raises).toBeCloseTo(own.filter((value) => value > 0).length / 3, 12)
      const points = positions.map((i, k) => {
        const start = 1 / (1 + Math.exp(-risk.base[i]))
        const distance = Math.log(risk.probability[i] / (1 - risk.probability[i])) - risk.base[i]
        return (Math.max(0, own[k]) * (risk.probability[i] - start)) / distance
      })
      expect(reason.points).toBeCloseTo(points.reduce((sum, value) => sum + value, 0) / 3, 9)
    }
    expect(reasons.reduce((sum, { largest }) => sum + largest, 0)).toBeCloseTo(1, 12)
    const points = reasons.map((reason) => reason.points)
    expect(points).toEqual([...points].sort((a, b) => b - a))
    expect(typicalReasons(risk, [])).toEqual([])
  })
})
