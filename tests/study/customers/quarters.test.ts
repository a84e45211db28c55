import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCustomers, type Customers } from '../../../lib/study/src/customers/customers'
import { joinQuarters } from '../../../lib/study/src/customers/quarters'
import { tablesOf } from './tables'

/** Customers of these ids with copies as `groups` says. */
function quarterOf(ids: readonly number[], groups: readonly number[]): Customers {
  const customers = buildCustomers(
    tablesOf(ids.map((id, i) => ({ id, revenue: [5000 + i, 4900 + i, 4800] }))),
  )
  return { ...customers, groups: Int32Array.from(groups) }
}

const quarters = fc.array(
  fc
    .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
      maxLength: 8,
      selector: ([id]) => id,
    })
    .map((rows) =>
      quarterOf(
        rows.map(([id]) => id),
        rows.map(([, group]) => group),
      ),
    ),
  { minLength: 1, maxLength: 3 },
)

describe('joinQuarters', () => {
  it('gives whoever is connected by an id or by copies one group, and no one else', () => {
    fc.assert(
      fc.property(quarters, ([now, ...before]) => {
        const joined = joinQuarters(now, before)
        const all = [now, ...before].flatMap(({ ids, groups }, quarter) =>
          Array.from(ids, (id, i) => ({ id, copy: `${quarter} ${groups[i]}` })),
        )
        const found = [joined.groups, ...joined.earlier.map(({ groups }) => groups)].flatMap((of) => [...of])
        const together = (a: number) => found.flatMap((group, b) => (group === found[a] ? [b] : []))
        all.forEach((_, a) => {
          expect(new Set(together(a))).toEqual(reachable(all, a))
        })
      }),
      { numRuns: 60 },
    )
  })

  it('leaves a quarter alone where there is no other', () => {
    const customers = quarterOf([5, 6, 7], [0, 1, 0])
    expect(joinQuarters(customers, [])).toEqual({ groups: customers.groups, earlier: [] })
  })

  it('learns nothing from the earlier rows of customers whom the final model judges, or of their copies', () => {
    const now = quarterOf([1, 2, 3], [0, 1, 2])
    const aside = { ...now, trainingRows: Int32Array.of(0, 2) }
    const before = quarterOf([1, 2, 3, 4, 5], [0, 1, 2, 3, 1])
    expect([...joinQuarters(aside, [before]).earlier[0].rows]).toEqual([0, 2, 3])
    expect([...joinQuarters(now, [before]).earlier[0].rows]).toEqual([0, 1, 2, 3, 4])
  })
})

/** Positions that can be reached from one by equal ids and equal copies. */
function reachable(rows: readonly { id: number; copy: string }[], start: number): Set<number> {
  const found = new Set([start])
  for (const at of found) {
    rows.forEach(({ id, copy }, to) => {
      if (id === rows[at].id || copy === rows[at].copy) found.add(to)
    })
  }
  return found
}
