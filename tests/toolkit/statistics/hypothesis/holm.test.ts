import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '../../../../lib/toolkit/statistics/src/hypothesis/group-tests'
import { holm } from '../../../../lib/toolkit/statistics/src/hypothesis/holm'

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })

describe('holm', () => {
  it('multiplies the k-th smallest by what is left, never falling', () => {
    expect([...holm([0.01, 0.04, 0.03])].map((p) => Number(p.toFixed(12)))).toEqual([0.03, 0.06, 0.06])
    expect([...holm([0.5, 0.9])]).toEqual([1, 1])
    expect(holm([])).toHaveLength(0)
  })

  it('rejects what stepping down by α / (tests left) rejects', () => {
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.01, max: 0.3, noNaN: true }), (values, level) => {
        const order = values.map((_, i) => i).sort((i, j) => values[i] - values[j])
        const rejected = new Set<number>()
        for (const [place, i] of order.entries()) {
          if ((values.length - place) * values[i] > level) break
          rejected.add(i)
        }
        holm(values).forEach((p, i) => {
          expect(p <= level).toBe(rejected.has(i))
        })
      }),
    )
  })

  it('lies between the step-up procedure and Bonferroni', () => {
    fc.assert(
      fc.property(pValues, (values) => {
        const stepUp = benjaminiHochberg(values)
        holm(values).forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(stepUp[i] - 1e-12)
          expect(p).toBeLessThanOrEqual(Math.min(1, values.length * values[i]))
        })
      }),
    )
  })

  it('refuses what is no p-value', () => {
    expect(() => holm([0.2, 1.5])).toThrow(/p-values in \[0, 1\] \(got 1.5\)/)
  })
})
