import { describe, expect, it } from 'vitest'
import {
  firstOfGroups,
  independentShare,
  independentShareOf,
} from '../../../../lib/toolkit/learn/src/pipeline/copies'

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

describe('independentShareOf', () => {
  it('looks at the chosen rows alone, and takes all for independent without groups', () => {
    const groups = Int32Array.of(0, 0, 1, 1, 2)
    expect(independentShareOf(groups, [0, 1, 4])).toBe(3 / 5)
    expect(independentShareOf(groups, Int32Array.of(0, 2, 4))).toBe(1)
    expect(independentShareOf(groups, [])).toBe(1)
    expect(independentShareOf(undefined, [0, 1])).toBe(1)
  })
})
