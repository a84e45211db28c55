import { describe, expect, it } from 'vitest'
import { studentEstimate } from '../../../../lib/toolkit/statistics/src/hypothesis/student-estimate'

describe('studentEstimate', () => {
  it('has the interval and the p-value of Student’s t', () => {
    // From the tables of Student's t with ten degrees of freedom: 2.2281, 1.8125, and p for t = 2.
    const found = studentEstimate(-4, 2, 10)
    expect(found).toMatchObject({ estimate: -4, standardError: 2, degreesOfFreedom: 10 })
    expect(found.lower).toBeCloseTo(-4 - 2 * 2.22814, 4)
    expect(found.upper).toBeCloseTo(-4 + 2 * 2.22814, 4)
    expect(found.pValue).toBeCloseTo(0.07339, 5)
    expect(studentEstimate(-4, 2, 10, 0.9).upper).toBeCloseTo(-4 + 2 * 1.81246, 4)
  })

  it('is sure without an error', () => {
    expect(studentEstimate(3, 0, 10)).toMatchObject({ lower: 3, upper: 3, pValue: 0 })
    expect(studentEstimate(0, 0, 10)).toMatchObject({ lower: 0, upper: 0, pValue: 1 })
  })
})
