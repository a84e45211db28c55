import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import {
  freedmanDiaconisBins,
  histogram,
  kernelDensity,
} from '../../../../lib/toolkit/statistics/src/distributions/density'
import { columnNamed, expectAllClose, expectClose, reference } from '../reference'

const { descriptive } = reference

describe('histogram', () => {
  it('equals numpy with the rule of Freedman and Diaconis', () => {
    const { edges, counts } = histogram(columnNamed('skewed'))
    expectAllClose(edges, descriptive.histogramEdges, 1e-13)
    expect([...counts]).toEqual(descriptive.histogramCounts)
  })
  it('closes bins on the left and the last on both sides', () => {
    const { counts } = histogram(Float64Array.of(0, 1, 1.5, 2, 3, 3.1, -0.1), { bins: [0, 1, 2, 3] })
    expect([...counts]).toEqual([1, 2, 2])
  })
  it('counts every value once between the extremes', () => {
    const { edges, counts } = histogram(columnNamed('counts'), { bins: 7 })
    expect(edges.length).toBe(8)
    expect(counts.reduce((a, b) => a + b)).toBe(columnNamed('counts').length)
  })
  it('has one bin around equal values', () => {
    expect(histogram(Float64Array.of(4, 4))).toEqual({
      edges: Float64Array.of(3.5, 4.5),
      counts: Float64Array.of(2),
    })
    expect(freedmanDiaconisBins(Float64Array.of(0, 1, 1, 1, 1, 1, 9))).toBe(1)
  })
  it('keeps to the most bins allowed and refuses edges out of order', () => {
    expect(histogram(columnNamed('skewed'), { mostBins: 5 }).counts.length).toBe(5)
    expect(() => histogram(Float64Array.of(1), { bins: [1, 1] })).toThrow(ArgumentError)
    expect(() => histogram(Float64Array.of(1, 2), { bins: 0 })).toThrow(ArgumentError)
  })
})

describe('kernelDensity', () => {
  it('agrees with scipy', () => {
    const density = kernelDensity(columnNamed('skewed'), Float64Array.from(descriptive.densityPoints))
    expectAllClose(density, descriptive.density, 1e-13)
  })
  it('integrates to 1', () => {
    const points = Float64Array.from({ length: 2001 }, (_, i) => -10 + i / 100)
    const density = kernelDensity(columnNamed('normal'), points)
    expectClose(density.reduce((a, b) => a + b) / 100, 1, 1e-9)
  })
  it('refuses a column without spread', () => {
    expect(() => kernelDensity(Float64Array.of(1, 1), Float64Array.of(1))).toThrow(ArgumentError)
  })
})
