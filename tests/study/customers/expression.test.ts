import { describe, expect, it } from 'vitest'
import {
  describeExpression,
  difference,
  type Expression,
  evaluateExpression,
  input,
  inputsOf,
  ratio,
  sum,
} from '../../../lib/study/src/customers/expression'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'

const columns = {
  a: Float64Array.of(6, -1, 0, 5),
  b: Float64Array.of(3, 0, 0, Number.NaN),
  c: Float64Array.of(0.5, 10, 1, 1),
}
const value = (expression: Expression) => [...evaluateExpression(expression, columns)]

describe('evaluateExpression', () => {
  it('computes each operation row by row', () => {
    expect(value(input('a'))).toEqual([6, -1, 0, 5])
    expect(value(sum('a', 'b', 'c'))).toEqual([9.5, 9, 1, Number.NaN])
    expect(value(difference('a', 'c'))).toEqual([5.5, -11, -1, 4])
    expect(value(ratio('a', 'c'))).toEqual([12, -0.1, 0, 5])
  })

  it('is 0 where the divisor is 0, and unknown where an input is', () => {
    expect(value(ratio('a', 'b'))).toEqual([2, 0, 0, Number.NaN])
    expect([
      ...evaluateExpression(ratio('a', 'z'), { a: columns.a, z: Float64Array.of(-0, 0, 0, 0) }),
    ]).toEqual([0, 0, 0, 0])
  })

  it('nests', () => {
    const nested: Expression = { op: 'ratio', of: [difference('a', 'b'), sum('b', 'c')] }
    expect(value(nested).slice(0, 3)).toEqual([3 / 3.5, -0.1, 0])
  })

  it('leaves its inputs as they are', () => {
    const before = structuredClone(columns)
    const result = evaluateExpression(input('a'), columns)
    result[0] = 100
    evaluateExpression(sum('a', 'b'), columns)
    expect(columns).toEqual(before)
  })

  it('names an input that is not there', () => {
    const unknown = (name: string) => new ArgumentError('evaluateExpression', 'unknown numeric input', name)
    expect(() => value(sum('a', 'd'))).toThrow(unknown('d'))
    expect(() => value(input('toString'))).toThrow(unknown('toString'))
    expect(() => evaluateExpression(input('a'), { a: undefined })).toThrow(unknown('a'))
  })
})

describe('input, sum, difference and ratio', () => {
  it('are plain data, so that they can be compiled to other engines', () => {
    const [a, b] = [
      { op: 'input', name: 'a' },
      { op: 'input', name: 'b' },
    ]
    expect(input('a')).toEqual(a)
    expect(sum('a', 'b')).toEqual({ op: 'sum', of: [a, b] })
    expect(difference('a', 'b')).toEqual({ op: 'difference', of: [a, b] })
    expect(ratio('a', 'b')).toEqual({ op: 'ratio', of: [a, b] })
  })
})

describe('describeExpression and inputsOf', () => {
  it('write the expression as people do, and list each input once', () => {
    const nested: Expression = { op: 'ratio', of: [difference('a', 'b'), input('a')] }
    expect(describeExpression(input('a'))).toBe('a')
    expect(describeExpression(sum('a', 'b', 'c'))).toBe('a + b + c')
    expect(describeExpression(ratio('a', 'b'))).toBe('a / b')
    expect(describeExpression(nested)).toBe('(a − b) / a')
    expect(inputsOf(nested)).toEqual(['a', 'b'])
    expect(inputsOf(input('c'))).toEqual(['c'])
    expect(describeExpression(difference('a', 'b'))).toBe('a − b')
    expect(describeExpression({ op: 'sum', of: [nested, ratio('c', 'a')] })).toBe('((a − b) / a) + (c / a)')
    expect(inputsOf({ op: 'sum', of: [nested, ratio('c', 'a')] })).toEqual(['a', 'b', 'c'])
  })
})
