import { describe, expect, it } from 'vitest'
import {
  firstOfGroups,
  independentShare,
  thinnedTo,
} from '../../../../lib/study/src/evaluation/drift/independent-customers'

describe('firstOfGroups', () => {
  it('keeps of each group the first among the rows given', () => {
    const groups = Int32Array.of(0, 1, 0, 2, 1)
    expect([...firstOfGroups(Int32Array.of(2, 4, 0, 3, 1), groups)]).toEqual([2, 4, 3])
    expect([...firstOfGroups(Int32Array.of(), groups)]).toEqual([])
  })
})

describe('independentShare', () => {
  it('is Kish’s: 1 without copies, less with them', () => {
    expect(independentShare(Int32Array.of(4, 2, 3))).toBe(1)
    expect(independentShare(Int32Array.of(0, 0, 0, 0))).toBe(1 / 4)
    expect(independentShare(Int32Array.of(0, 1, 0, 2))).toBe(4 / 6)
  })
})

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
