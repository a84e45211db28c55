import { describe, expect, it } from 'vitest'
import { compareText } from '../../../lib/toolkit/core/src/compare-text'

describe('compareText', () => {
  it('orders by code units, not by the rules of a language', () => {
    expect(['ё', 'б', 'Б', 'a', 'B', 'é', '', 'ab'].sort(compareText)).toEqual(
      ['ё', 'б', 'Б', 'a', 'B', 'é', '', 'ab'].sort(),
    )
    expect(['ё', 'Б', 'a', 'B', 'a-b', 'ab'].sort(compareText)).toEqual(['B', 'a', 'a-b', 'ab', 'Б', 'ё'])
    expect(compareText('a', 'a')).toBe(0)
  })
})
