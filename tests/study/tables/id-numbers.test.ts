import { describe, expect, it } from 'vitest'
import { findIdGroups, isAmbiguousId, parseId } from '../../../lib/study/src/tables/id-numbers'

const nothing = Number.NaN

describe('parseId', () => {
  it.each([
    ['215348', 215348],
    ['+7', 7],
    ['-7', -7],
    ['007', 7],
    ['-0', 0],
    ['215348.0', 215348],
    ['215348,', 215348],
    ['+12.00', 12],
    ['-0.0', 0],
    ['12.5', nothing],
    ['12.05', nothing],
    ['1.000', nothing],
    ['1000.000', 1000],
    ['12e3', nothing],
    ['x12', nothing],
    ['12x', nothing],
    ['x12.0', nothing],
    ['12.0x', nothing],
    ['', nothing],
    ['.0', nothing],
  ])('reads %j as %d', (cell, value) => {
    expect(parseId(cell, undefined)).toEqual({ value, separated: false })
  })

  it.each([
    ['215 348', 215348],
    ['1 215 348', 1215348],
  ])('reads %j as %d, and that thousands were apart', (cell, value) => {
    expect(parseId(cell, undefined)).toEqual({ value, separated: true })
  })

  it.each(['0 215', '2153 348', '215 34', '215 3481', ' 215 348', '215 348 '])('refuses %j', (cell) => {
    expect(parseId(cell, undefined).value).toBeNaN()
  })

  it.each([
    ['215.348', '.', 215348],
    ['1.215.348', '.', 1215348],
    ['215,348', ',', 215348],
    ['1,215,348', ',', 1215348],
    ['1.000', '.', 1000],
  ] as const)('reads %j among such with %j as %d', (cell, groups, value) => {
    expect(parseId(cell, groups)).toEqual({ value, separated: true })
  })

  it.each([
    ['0.348', '.'],
    ['2153.348', '.'],
    ['215.34', '.'],
    ['215.3481', '.'],
    ['0,348', ','],
    ['2153,348', ','],
    ['215,34', ','],
    ['215,3481', ','],
    ['x1,215', ','],
    ['x1.215', '.'],
  ] as const)('refuses %j among such with %j', (cell, groups) => {
    expect(parseId(cell, groups)).toEqual({ value: nothing, separated: false })
  })

  it('reads an empty fraction among ids with points too', () => {
    expect(parseId('215.00', '.')).toEqual({ value: 215, separated: false })
    expect(parseId('215.000', '.')).toEqual({ value: 215000, separated: true })
  })
})

describe('isAmbiguousId', () => {
  it.each([
    ['500.000', true],
    ['1,215', true],
    ['-12.345', true],
    ['+1.234', true],
    ['0.500', false],
    ['5000.000', false],
    ['500.00', false],
    ['500.0000', false],
    ['x500.000', false],
    ['500', false],
    ['1.215.348', false],
  ])('%j: %s', (cell, expected) => {
    expect(isAmbiguousId(cell, undefined)).toBe(expected)
    expect(isAmbiguousId(cell, '.')).toBe(false)
  })
})

describe('findIdGroups', () => {
  it.each([
    [['1.215', '2.348', '900'], '.'],
    [['1,215', '2,348', ''], ','],
    [['1.215', '900'], undefined],
    [['1.215', '900', '1.216'], '.'],
    [['1.215', '2.348', '9000'], undefined],
    [['1.215', '2.348', 'x'], undefined],
    [['1.000', '2.000'], undefined],
    [['1.000', '2.001'], '.'],
    [['1.215', '2,348'], undefined],
    [['900', '901'], undefined],
    [[], undefined],
  ])('of %j: %s', (cells, groups) => {
    expect(findIdGroups(cells)).toBe(groups)
  })
})
