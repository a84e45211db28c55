import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../../lib/toolkit/core/src/errors'
import { matrixFromRows } from '../../../../lib/toolkit/core/src/matrix'
import { Random } from '../../../../lib/toolkit/core/src/random'
import { margins } from '../../../../lib/toolkit/statistics/src/association/contingency'
import {
  independentTables,
  logFactorials,
} from '../../../../lib/toolkit/statistics/src/distributions/random-table'
import { expectClose } from '../reference'

const counts = matrixFromRows([
  [3, 1, 2],
  [0, 2, 4],
])

/** Every table with the margins of `counts`, by its first row, and its chance under independence. */
function exactChances(): Map<string, number> {
  const { rows, columns, total } = margins(counts)
  const log = logFactorials(total)
  const chances = new Map<string, number>()
  for (let a = 0; a <= columns[0]; a++) {
    for (let b = 0; b <= columns[1]; b++) {
      const c = rows[0] - a - b
      if (c < 0 || c > columns[2]) continue
      const cells = [a, b, c, columns[0] - a, columns[1] - b, columns[2] - c]
      const numerator = [...rows, ...columns].reduce((sum, n) => sum + log[n], 0)
      chances.set(
        `${a},${b},${c}`,
        Math.exp(numerator - log[total] - cells.reduce((sum, n) => sum + log[n], 0)),
      )
    }
  }
  return chances
}

describe('independentTables', () => {
  it('draws each table with fixed margins as often as its exact chance', () => {
    const draws = 60_000
    const draw = independentTables(counts, 'fixed-margins', new Random(4))
    const seen = new Map<string, number>()
    for (let i = 0; i < draws; i++) {
      const key = draw().values.slice(0, 3).join(',')
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    const chances = exactChances()
    expectClose(
      [...chances.values()].reduce((a, b) => a + b),
      1,
      1e-12,
    )
    let chiSquare = 0
    for (const [key, chance] of chances)
      chiSquare += ((seen.get(key) ?? 0) - draws * chance) ** 2 / (draws * chance)
    expect([...seen.keys()].every((key) => chances.has(key))).toBe(true)
    // The 0.9999 quantile of χ² lies below freedom + 6 √freedom + 12 or so.
    const freedom = chances.size - 1
    expect(chiSquare).toBeLessThan(freedom + 6 * Math.sqrt(freedom) + 12)
  })
  it('keeps both margins, or the total alone', () => {
    const { rows, columns, total } = margins(counts)
    const fixed = independentTables(counts, 'fixed-margins', new Random(1))
    const free = independentTables(counts, 'fixed-total', new Random(1))
    const rowSums = new Set<number>()
    for (let i = 0; i < 200; i++) {
      const drawn = margins(fixed())
      expect([drawn.rows, drawn.columns]).toEqual([rows, columns])
      const other = margins(free())
      expect(other.total).toBe(total)
      rowSums.add(other.rows[0])
    }
    expect(rowSums.size).toBeGreaterThan(4)
  })
  it('has products of shares as mean with a free margin', () => {
    const free = independentTables(counts, 'fixed-total', new Random(9))
    const sums = new Float64Array(6)
    for (let i = 0; i < 40_000; i++) {
      const { values } = free()
      for (let cell = 0; cell < 6; cell++) sums[cell] += values[cell] / 40_000
    }
    const { rows, columns, total } = margins(counts)
    for (let cell = 0; cell < 6; cell++) {
      expectClose(sums[cell], (rows[Math.floor(cell / 3)] * columns[cell % 3]) / total, 0.05)
    }
  })
  it('refuses counts that are no whole numbers', () => {
    expect(() =>
      independentTables(
        matrixFromRows([
          [0.5, 1],
          [1, 1],
        ]),
        'fixed-margins',
        new Random(1),
      ),
    ).toThrow(ArgumentError)
  })
})
