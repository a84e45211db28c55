import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../../lib/study/src/study/paths'
import { ArgumentError } from '../../../lib/toolkit/core/src/errors'
import { powerOfTen, wholePower } from '../../../lib/toolkit/core/src/power'

describe('wholePower', () => {
  // Correctly rounded: Python 3.11, fractions.Fraction(base) ** exponent, then float().
  it.each([
    [1.1, 10, 2.5937424601000023],
    [0.9, 200, 7.055079108655367e-10],
    [-1.7, 3, -4.912999999999999],
    [0.3333333333333333, 5, 0.004115226337448558],
    [12345.678, 7, 4.371239665564584e28],
  ])('of %d to %d is %d to the last digits', (base, exponent, expected) => {
    expect(Math.abs(wholePower(base, exponent) / expected - 1)).toBeLessThan(exponent * 1.2e-16 + 1.2e-16)
  })

  it('is exact where all its factors are', () => {
    expect([0, 1, 2, 3, 4, 13].map((exponent) => wholePower(-3, exponent))).toEqual([
      1, -3, 9, -27, 81, -1594323,
    ])
    expect(wholePower(2, 1023)).toBe(2 ** 1023)
    expect(wholePower(0, 0)).toBe(1)
  })

  it('adds exponents', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.nat(40), fc.nat(40), (base, a, b) => {
        expect((wholePower(base, a) * wholePower(base, b)) / wholePower(base, a + b)).toBeCloseTo(1, 12)
      }),
    )
  })

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the exponent %d', (exponent) => {
    expect(() => wholePower(2, exponent)).toThrow(ArgumentError)
  })
})

describe('powerOfTen', () => {
  it('is what people write', () => {
    expect([-3, -1, 0, 2, 23].map(powerOfTen)).toEqual([0.001, 0.1, 1, 100, 1e23])
    expect(() => powerOfTen(0.5)).toThrow(ArgumentError)
  })
})

describe('numbers that are the same on every version of Node', () => {
  const sources = ['lib', 'tools'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  )

  it('come from no power but squares and powers of two', () => {
    expect(sources.length).toBeGreaterThan(300)
    const powers = sources.flatMap((file) =>
      readFileSync(join(projectRoot, file), 'utf8')
        .split('\n')
        .flatMap((line, i) => (otherPower(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
    )
    expect(powers).toEqual([])
  })

  it('are told from others', () => {
    for (const line of [
      'x ** 3',
      'y = a **',
      '10 ** k',
      'x ** -2',
      'x ** 2.5',
      'Math.pow(x, 2)',
      '12 ** n',
    ]) {
      expect(otherPower(line), line).toBe(true)
    }
    for (const line of ['x ** 2', '(a - b) ** 2 + c', '2 ** k', ' * the **bold** x ** 3', '/** x']) {
      expect(otherPower(line), line).toBe(false)
    }
  })
})

/** Whether a line of code raises anything to a power whose last digits differ between versions. */
function otherPower(line: string): boolean {
  if (/^\s*(\/?\*|\/\/)/.test(line)) return false
  if (line.includes('Math.pow')) return true
  return [...line.matchAll(/(\S+) \*\*(?: (\S+)|$)/g)].some(
    ([, base, exponent = '']) => !/^2\b(?!\.)/.test(exponent) && !/(^|[^\w.])2$/.test(base),
  )
}
