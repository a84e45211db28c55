import { describe, expect, it } from 'vitest'
import { backgroundError } from '../../../lib/study/src/explanation/background-error'

describe('backgroundError', () => {
  it('is the standard error of the mean of the parts', () => {
    expect(backgroundError([1, 3])).toBe(1)
    // Variance 2.5 of five.
    expect(backgroundError([1, 2, 3, 4, 5])).toBeCloseTo(Math.sqrt(2.5 / 5), 15)
    expect(backgroundError([7, 7, 7])).toBe(0)
    expect(backgroundError([7])).toBeNaN()
  })
})
