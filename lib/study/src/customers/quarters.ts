import { DisjointSets } from '@one-click/core'
import type { Customers } from './customers'

/** A quarter before the one that everything is told about, as far as models learn from it. */
export interface EarlierQuarter {
  readonly customers: Customers
  /** Rows of its customers that are learned from. */
  readonly rows: Int32Array
  /** Group of each of its customers, numbered over all quarters (`Quarters.groups`). */
  readonly groups: Int32Array
}

/** Several quarters of one store, told apart by the customers' ids. */
export interface Quarters {
  /**
   * Group of each customer of the quarter that everything is told about: the same id in two quarters is one customer, and
   * copies stay together, so that whoever is connected with a customer in any quarter shares the customer's group.
   */
  readonly groups: Int32Array
  readonly earlier: readonly EarlierQuarter[]
}

/**
 * Joins a quarter with those before it. Whoever the quarter sets aside for an implausible value is judged by the final
 * model as a stranger: nothing is learned from that customer's earlier rows.
 *
 * @param customers of the quarter that everything is told about
 * @param earlier customers of the quarters before it, in any order
 */
export function joinQuarters(customers: Customers, earlier: readonly Customers[]): Quarters {
  const [groups, ...before] = groupsOverQuarters([customers, ...earlier])
  const learned = new Set(customers.trainingRows)
  const aside = new Set(
    Array.from(
      customers.activeRows.filter((row) => !learned.has(row)),
      (row) => groups[row],
    ),
  )
  return {
    groups,
    earlier: earlier.map((quarter, q) => ({
      customers: quarter,
      rows: quarter.trainingRows.filter((row) => !aside.has(before[q][row])),
      groups: before[q],
    })),
  }
}

/** Groups of the rows of each quarter, under numbers that mean the same in all. */
function groupsOverQuarters(quarters: readonly Pick<Customers, 'ids' | 'groups'>[]): Int32Array[] {
  const starts = [0]
  for (const { ids } of quarters) starts.push(starts[starts.length - 1] + ids.length)
  const together = new DisjointSets(starts[quarters.length])
  const rowOfId = new Map<number, number>()
  quarters.forEach(({ ids, groups }, q) => {
    const rowOfGroup = new Map<number, number>()
    ids.forEach((id, i) => {
      const row = starts[q] + i
      for (const [first, key] of [[rowOfId, id] as const, [rowOfGroup, groups[i]] as const]) {
        const met = first.get(key)
        if (met === undefined) first.set(key, row)
        else together.join(met, row)
      }
    })
  })
  const all = together.numbered()
  return quarters.map((_, q) => all.slice(starts[q], starts[q + 1]))
}
