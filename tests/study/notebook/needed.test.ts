import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NotApplicable, needed } from '../../../lib/study/src/notebook/needed'

afterEach(() => vi.restoreAllMocks())

describe('what a notebook needs', () => {
  it.each([0, '', false, Number.NaN, [[]]])('is any value: %s', (value) => {
    expect(needed(value, 'nothing')).toBe(value)
  })

  it.each([undefined, null])('ends the notebook with the reason, shown once, where it is %s', (value) => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    expect(() => needed(value, 'Too few take part.')).toThrow(NotApplicable)
    expect(write.mock.calls).toEqual([['Too few take part.\n']])
  })

  it('is written without a place in the code', () => {
    expect(inspect(new NotApplicable('Too few.'))).toBe('NotApplicable: the notebook ends here. Too few.')
  })
})
