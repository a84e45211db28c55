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
import type { CustomerRisk } from '../../../../lib/study/src/explanation/customer-risk'
import { categoryDifferences } from '../../../../lib/study/src/exploration/category-differences'
import { numericDifferences } from '../../../../lib/study/src/exploration/group-differences'
import { take } from '../../../../lib/toolkit/core/src/matrix'
import { studyCustomers, studyRisk } from '../../report/study-results'

const customers = studyCustomers()
const risk = studyRisk(customers)
const profit = take(customers.profit, risk.rows)
const segments = assignSegments(risk.probability, profit, { probability: 0.5, profit: 4 })
const profilesOf = () =>
  profileSegments(segments, risk, profit, customers.features, { seed: 1, replicates: 400 })

describe('profileSegments', () => {
  it('holds the summary of every segment, in order', () => {
    const profiles = profilesOf()
    expect(profiles.map(({ segment }) => segment)).toEqual([...segmentNames])
    const summaries = summariseSegments(segments, risk.probability, profit)
    profiles.forEach((profile, i) => {
      expect(profile).toMatchObject(summaries[i])
      expect(profile.profitInHorizon).toBe(horizonMonths * profile.profit)
      expect(profile.profitAtRiskInterval.estimate).toBeCloseTo(profile.profitAtRisk, 9)
      expect(profile.profitAtRiskInterval.lower).toBeLessThan(profile.profitAtRisk)
      expect(profile.profitAtRiskInterval.upper).toBeGreaterThan(profile.profitAtRisk)
    })
    const whole = summaries.reduce((sum, { profitAtRisk }) => sum + profitAtRisk, 0)
    profiles.forEach(({ shareOfRiskInterval: { estimate, lower, upper } }, i) => {
      expect(estimate).toBeCloseTo(summaries[i].profitAtRisk / whole, 12)
      expect(lower).toBeLessThan(estimate)
      expect(upper).toBeGreaterThan(estimate)
    })
    const shares = profiles.reduce((sum, { shareOfRiskInterval }) => sum + shareOfRiskInterval.estimate, 0)
    expect(shares).toBeCloseTo(1, 12)
  })

  it('has intervals as wide as drawing customers makes sums vary', () => {
    const profiles = profilesOf()
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
    const profiles = profilesOf()
    const groups = groupsOfSegment('Look after', segments, risk.rows)
    const profile = profiles[2]
    expect(profile.numeric).toEqual(numericDifferences(customers.features, groups))
    expect(profile.categories).toEqual(categoryDifferences(customers.features, groups))
  })

  it('tells the reasons of the customers of each segment', () => {
    const own = segments.flatMap((name, i) => (name === 'Look after' ? [i] : []))
    expect(profilesOf()[2].reasons).toEqual(typicalReasons(risk, own))
  })

  it('compares segments of five customers and more, where five others are left', () => {
    const numericOf = (first: number) => {
      const [one] = profileSegments(
        segments.map((_, i) => (i < first ? 'Save now' : 'Leave as is')),
        risk,
        profit,
        customers.features,
        { seed: 1, replicates: 10 },
      )
      return one.numeric.length > 0
    }
    expect([4, 5, 55, 56].map(numericOf)).toEqual([false, true, true, false])
  })

  it('counts one of several copies there', () => {
    const groups = Int32Array.from(segments, (_, i) => i >> 1)
    const [, , copied] = profileSegments(segments, risk, profit, customers.features, {
      seed: 1,
      replicates: 10,
      groups,
    })
    const first = segments.map((_, i) => i).filter((i) => i % 2 === 0)
    const own = groupsOfSegment(
      'Look after',
      first.map((i) => segments[i]),
      Int32Array.from(first, (i) => risk.rows[i]),
    )
    expect(copied.numeric).toEqual(numericDifferences(customers.features, own))
    expect(copied.categories).toEqual(categoryDifferences(customers.features, own))
    expect(copied.numeric).not.toEqual(profilesOf()[2].numeric)
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

  it('names for each customer the largest reason, the first of equals, and none where none raises the risk', () => {
    // Points that three features add to four customers; the last gets none.
    const added = [
      [0.1, 0.3, 0.2],
      [0.2, 0.1, 0.2],
      [-0.3, 0, 0.4],
      [-0.1, 0, -0.2],
    ]
    const features = ['c', 'a', 'b']
    const made = {
      contributions: { features, values: { rows: 4, columns: 3, values: Float64Array.from(added.flat()) } },
      points: { values: { rows: 4, columns: 3, values: Float64Array.from(added.flat()) } },
    } as unknown as CustomerRisk
    const of = Object.fromEntries(
      typicalReasons(made, [0, 1, 2, 3]).map((reason) => [reason.feature, reason] as const),
    )
    expect(of.c.points).toBeCloseTo(0.3 / 4, 12)
    expect(of.a.points).toBeCloseTo(0.4 / 4, 12)
    expect(of.b.points).toBeCloseTo(0.8 / 4, 12)
    expect(of.c.contribution).toBeCloseTo(-0.1 / 4, 12)
    expect([of.c, of.a, of.b].map(({ raises }) => raises)).toEqual([0.5, 0.5, 0.75])
    expect([of.c, of.a, of.b].map(({ largest }) => largest)).toEqual([0.25, 0.25, 0.25])
    // Of reasons that add as much the first by name.
    expect(typicalReasons(made, [3]).map(({ feature }) => feature)).toEqual(['a', 'b', 'c'])
    const second = typicalReasons(made, [1])
    expect(second.map(({ feature, largest }) => [feature, largest])).toEqual([
      ['b', 0],
      ['c', 1],
      ['a', 0],
    ])
  })
})
