import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureInputs } from '../../../../lib/study/src/customers/features'
import { inputRange } from '../../../../lib/study/src/report/explorer/input-range'

describe('inputRange', () => {
  it('steps as finely as the values', () => {
    expect(inputRange('pagesPerVisit', Float64Array.of(3, 4, 9)).step).toBe(1)
    expect(inputRange('revenueCurrent', Float64Array.of(3293.1, 4000)).step).toBe(0.1)
    expect(inputRange('promoShare', Float64Array.of(0.25, 0.5)).step).toBe(0.01)
    expect(inputRange('promoShare', Float64Array.of(1 / 3, 0.5)).step).toBe(0.01)
  })

  it('spans the 1st to the 99th percentile, whatever lies beyond', () => {
    const values = Float64Array.from({ length: 201 }, (_, i) => (i === 200 ? 1e6 : i))
    expect(inputRange('pagesPerVisit', values)).toEqual({
      low: 2,
      high: 198,
      step: 1,
      minimum: 0,
      maximum: 100000,
    })
  })

  it('keeps to what the tables allow, and to those who are scored', () => {
    expect(inputRange('promoShare', Float64Array.of(0, 1))).toMatchObject({ minimum: 0, maximum: 1 })
    expect(inputRange('revenuePrevious', Float64Array.of(10.5, 20))).toMatchObject({ minimum: 0.1 })
    expect(inputRange('minutesCurrent', Float64Array.of(0, 20))).toMatchObject({ minimum: 0, maximum: 44640 })
  })

  it('contains its ends in its bounds, for every input', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...featureInputs.filter((name) => name !== 'favouriteCategory')),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (name, values) => {
          const { low, high, step, minimum, maximum } = inputRange(name, Float64Array.from(values))
          expect(low).toBeLessThanOrEqual(high)
          expect(low).toBeGreaterThanOrEqual(minimum)
          expect(high).toBeLessThanOrEqual(maximum)
          expect([1, 0.1, 0.01]).toContain(step)
        },
      ),
    )
  })
})
