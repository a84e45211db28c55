import { describe, expect, it } from 'vitest'
import { thinnedTo } from '../../../../lib/study/src/evaluation/drift/thinned-values'

describe('thinnedTo', () => {
  const values = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
  it('keeps the ends and what lies evenly between', () => {
    expect([...thinnedTo(5 / 9, values)]).toEqual([1, 3, 5, 7, 9])
    expect([...thinnedTo(3 / 9, values)]).toEqual([1, 5, 9])
  })

  it('keeps two at least, and all of a share of 1', () => {
    expect([...thinnedTo(0, values)]).toEqual([1, 9])
    expect(thinnedTo(1, values)).toBe(values)
    expect([...thinnedTo(0.1, Float64Array.of(5))]).toEqual([5])
    expect([...thinnedTo(0.5, Float64Array.of())]).toEqual([])
  })
})
