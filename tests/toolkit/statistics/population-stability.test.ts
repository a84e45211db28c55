import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import {
  populationStability,
  stabilityOfNumbers,
} from '../../../lib/toolkit/statistics/src/population-stability'
import { driftReference } from './drift-reference'

describe('populationStability', () => {
  it.each(driftReference.stability)('agrees with numpy: $now', ({ before, now, index }) => {
    expect(populationStability(before, now)).toBeCloseTo(index, 13)
    expect(populationStability(now, before)).toBeCloseTo(index, 13)
  })

  it('counts an empty bin as 0.0001', () => {
    expect(populationStability([0, 1], [1, 0])).toBeCloseTo(2 * 0.9999 * Math.log(1e4), 12)
    expect(populationStability([0, 1], [0, 1])).toBe(0)
  })

  it('refuses shares of different bins', () => {
    expect(() => populationStability([1], [0.5, 0.5])).toThrow(ArgumentError)
  })
})

describe('stabilityOfNumbers', () => {
  it.each(driftReference.columns)('agrees with numpy: $name', ({ now, before, stability }) => {
    const index = stabilityOfNumbers(Float64Array.from(before).sort(), Float64Array.from(now))
    expect(index).toBeCloseTo(stability, 10)
  })
})
