import type { Customers } from './customers'
import { isFew } from './small-groups'

/**
 * Which of several counts of one population, each a part of another of them or all of it, pages may tell beside one another
 * and beside the statement that a part is fewer than five: those that are not few themselves, and do not differ by so few from
 * one that is told before it.
 *
 * @param counts the most important first @returns the same counts; those that have to be withheld are absent
 */
export function toldCounts<Name extends string>(
  counts: Readonly<Record<Name, number>>,
): Partial<Record<Name, number>> {
  const told: Partial<Record<Name, number>> = {}
  for (const name of Object.keys(counts) as Name[]) {
    const count = counts[name]
    const others = Object.values<number | undefined>(told)
    if (!isFew(count) && !others.some((other) => isFew(Math.abs(other! - count)))) told[name] = count
  }
  return told
}

/** Customers of tables of whom pages tell. */
export interface Population {
  /** Bought in each of the three months, and their profit is known. */
  readonly decided: number
  /** Bought in each of the three months. */
  readonly active: number
  /** In the tables. */
  readonly total: number
  /** Learned from: active, without implausible values. */
  readonly learned: number
}

/**
 * What every page may tell of the customers of tables; absent is what would tell of fewer than five. Those learned from are
 * told only beside the active ones: these less the implausible values that pages count would tell them.
 */
export function toldPopulation({ decided, active, total, learned }: Population): Partial<Population> {
  const told = toldCounts({ decided, total, active, learned })
  if (told.decided === undefined) return {}
  if (told.active === undefined) delete told.learned
  return told
}

/** How many customers of tables belong to which part. */
export function populationOf({
  count,
  activeRows,
  decisionRows,
  trainingRows,
}: Pick<Customers, 'count' | 'activeRows' | 'decisionRows' | 'trainingRows'>): Population {
  return {
    decided: decisionRows.length,
    active: activeRows.length,
    total: count,
    learned: trainingRows.length,
  }
}

/** Customers of whom something does not hold, and which. */
export interface LeftOut<Reason> {
  readonly customers: number
  readonly reasons: readonly Reason[]
}

/**
 * Groups that are left out of a total, nobody in two: as they are, or, where one of them is few, all as one group, so that
 * none follows from the others. Groups of nobody are left out.
 *
 * @param together whether they are one group in any case. Default false
 */
export function leftOutGroups<Reason>(
  groups: readonly { readonly customers: number; readonly reason: Reason }[],
  together = false,
): LeftOut<Reason>[] {
  const own = groups.filter(({ customers }) => customers > 0)
  if (own.length === 0 || !(together || own.some(({ customers }) => isFew(customers))))
    return own.map(({ customers, reason }) => ({ customers, reasons: [reason] }))
  return [
    {
      customers: own.reduce((sum, { customers }) => sum + customers, 0),
      reasons: own.map(({ reason }) => reason),
    },
  ]
}
