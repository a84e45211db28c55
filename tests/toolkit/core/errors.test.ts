import { describe, expect, it } from 'vitest'
import { ArgumentError, describeValue, UserError } from '../../../lib/toolkit/core/src/errors'

describe('errors', () => {
  it('say where, which rule and which value', () => {
    const error = new ArgumentError('fit', 'needs rows', 0)
    expect(error).toBeInstanceOf(UserError)
    expect([error.name, error.message]).toEqual(['ArgumentError', 'fit: needs rows (got 0)'])
    expect(new ArgumentError('fit', 'needs rows').message).toBe('fit: needs rows')
    expect(new UserError('x').name).toBe('UserError')
  })

  it('show values short and without control characters', () => {
    expect(describeValue('a\n\u001b[31m"b')).toBe('"a\\n\\u001b[31m\\"b"')
    expect(describeValue('x'.repeat(100))).toHaveLength(58)
    expect(describeValue(Number.NaN)).toBe('NaN')
    expect(describeValue(null)).toBe('null')
    expect(describeValue({ toString: 1 })).toBe('an object')
    expect(describeValue([Object.create(null)])).toBe('a list')
  })
})
