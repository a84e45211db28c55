import { describe, expect, it } from 'vitest'
import type { KnownOutcomes } from '../../../../lib/study/src/decisions/experiment/known-outcomes'
import {
  countStrata,
  effectBySegment,
  reductionOf,
} from '../../../../lib/study/src/decisions/experiment/segment-effects'
import { scoreDifference } from '../../../../lib/toolkit/statistics/src/hypothesis/score-difference'

type Quarter = Pick<KnownOutcomes, 'customers' | 'declined'>

/** Customers of a quarter: segment, arm, and whether activity declined. */
function quarterOf(
  rows: readonly (readonly [segment: string, treated: number, declined: number])[],
): Quarter {
  return {
    customers: {
      segment: rows.map(([segment]) => segment),
      treated: Uint8Array.from(rows, ([, treated]) => treated),
    } as unknown as KnownOutcomes['customers'],
    declined: Uint8Array.from(rows, ([, , declined]) => declined),
  }
}
const times = <Row>(count: number, row: Row): Row[] => Array.from({ length: count }, () => row)
const first = quarterOf([
  ...times(30, ['a', 1, 0] as const),
  ...times(10, ['a', 1, 1] as const),
  ...times(15, ['a', 0, 0] as const),
  ...times(25, ['a', 0, 1] as const),
  ...times(10, ['b', 1, 1] as const),
  ...times(9, ['b', 0, 1] as const),
  ['b', 0, 0],
  ['treated alone', 1, 1],
  ['control alone', 0, 1],
])
const second = quarterOf([
  ...times(20, ['a', 1, 0] as const),
  ...times(20, ['a', 0, 1] as const),
  ['control alone', 1, 1],
])
const arms = (events: number, total: number) => ({ events, total })

describe('effectBySegment', () => {
  it('pools the quarters that have outcomes of both arms of the segment', () => {
    const effects = effectBySegment([first, second], {})
    expect(effects.map(({ segment, counts }) => [segment, counts])).toEqual([
      ['a', { treatment: arms(10, 60), control: arms(45, 60) }],
      ['b', { treatment: arms(10, 10), control: arms(9, 10) }],
    ])
    const strata = [
      { treatment: arms(10, 40), control: arms(25, 40) },
      { treatment: arms(0, 20), control: arms(20, 20) },
    ]
    expect(effects[0].reduction).toEqual(reductionOf(scoreDifference(strata)))
    expect(effects[0].reduction.estimate).toBeGreaterThan(0.3)
  })

  it('adjusts p-values for the number of segments, and takes the level', () => {
    const [a, b] = effectBySegment([first], {})
    expect(a.adjustedPValue).toBeCloseTo(2 * a.reduction.pValue, 12)
    expect(b.adjustedPValue).toBe(b.reduction.pValue)
    const [wider] = effectBySegment([first], { level: 0.99 })
    expect(wider.reduction.lower).toBeLessThan(a.reduction.lower)
    expect(effectBySegment([], {})).toEqual([])
  })
})

describe('countStrata', () => {
  it('counts declines and customers by arm', () => {
    const declined = Uint8Array.of(1, 0, 1, 1, 0)
    const treated = Uint8Array.of(1, 1, 0, 1, 0)
    const stratum = Int32Array.of(0, 1, 0, 0, 1)
    expect(countStrata(declined, treated, { stratum, segments: [['a'], ['b', 'c']] })).toEqual([
      { treatment: arms(2, 2), control: arms(1, 1) },
      { treatment: arms(0, 1), control: arms(0, 1) },
    ])
  })
})

it('a difference turned round is a reduction', () => {
  expect(reductionOf({ estimate: -0.2, lower: -0.3, upper: -0.05, pValue: 0.01 })).toEqual({
    estimate: 0.2,
    lower: 0.05,
    upper: 0.3,
    pValue: 0.01,
  })
})
