import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCopies } from '../../lib/study/src/customers/copies'
import { joinTables } from '../../lib/study/src/customers/join'
import { loadStudyTables } from '../../lib/study/src/tables/read-study-tables'
import { deriveSeed, Random } from '../../lib/toolkit/core/src/random'
import { type SyntheticCustomer, synthesizeCustomers } from '../../tools/synthesis/src/synthesis'
import {
  copiedAmounts,
  copiedBlock,
  copyPlan,
  fittedCopyShare,
} from '../../tools/synthesis/src/synthesis-copies'
import {
  synthesisCategoryNames,
  synthesisNumericNames,
  synthesisParameters,
} from '../../tools/synthesis/src/synthesis-parameters'
import { mustBeReached } from '../support/must-be-reached'

const sample = resolve(__dirname, '../../data/sample')

function cellOf({ steps, categories }: SyntheticCustomer, name: string): number {
  const number = (synthesisNumericNames as readonly string[]).indexOf(name)
  return number >= 0 ? steps[number] : categories[(synthesisCategoryNames as readonly string[]).indexOf(name)]
}

/** Pairs of customers equal in the given columns, later ones with the first. */
function equalPairs(customers: readonly SyntheticCustomer[], columns: readonly string[]) {
  const first = new Map<string, SyntheticCustomer>()
  return customers.flatMap((customer) => {
    const key = columns.map((name) => cellOf(customer, name)).join()
    const earlier = first.get(key)
    if (!earlier) first.set(key, customer)
    return earlier ? [[earlier, customer] as const] : []
  })
}

describe('copies among synthetic customers', () => {
  it('are found in the sample: all 21 customers equal to another in every amount, and 192 of 200 in all', () => {
    const { amounts, groups } = findCopies(joinTables(loadStudyTables(sample)))
    expect(amounts).toHaveLength(synthesisParameters.copies.customers)
    const random = new Random(deriveSeed(1, 'synthesis', 'copies'))
    const plan = copyPlan(synthesisParameters, 1300, fittedCopyShare(synthesisParameters), random)
    const planned = Array.from({ length: 1300 }, (_, row) => ({ row, back: plan(row)?.back ?? 0 }))
    const copies = planned.filter(({ back }) => back > 0)
    const found = copies.filter(({ row, back }) => groups[row] === groups[row - back])
    expect([found.length, copies.length]).toEqual([192, 200])
    // Each copy that joins two groups makes them one.
    expect(new Set(groups).size).toBe(1108)
  })

  it('are as many as stated, agree in as many columns and labels as the store’s, and keep their profit', () => {
    const customers = 30_000
    const drawn = [...synthesizeCustomers({ customers, seed: 4 })]
    const { copies } = synthesisParameters
    const pairs = equalPairs(drawn, copiedAmounts)
    const expected = (copies.customers / synthesisParameters.customers) * customers
    // A customer who is a newcomer or has an implausible revenue repeats nobody.
    expect(Math.abs(pairs.length - expected)).toBeLessThan(0.03 * expected)
    const share = (test: (pair: (typeof pairs)[number]) => boolean) =>
      pairs.filter(test).length / pairs.length
    const tolerance = 4 * Math.sqrt(0.25 / pairs.length)
    const equal = share(([a, b]) => copiedBlock.every((name) => cellOf(a, name) === cellOf(b, name)))
    expect(Math.abs(equal - copies.equal / copies.customers)).toBeLessThan(tolerance)
    const sameLabel = share(([a, b]) => a.activity === b.activity)
    expect(Math.abs(sameLabel - copies.sameLabel / copies.customers)).toBeLessThan(tolerance)
    expect(share(([a, b]) => cellOf(a, 'profit') === cellOf(b, 'profit'))).toBeLessThan(0.05)
  })

  it('are none when none are wanted', () => {
    const drawn = [...synthesizeCustomers({ customers: 3000, seed: 4, copies: 0 })]
    expect(equalPairs(drawn, copiedAmounts)).toEqual([])
    expect(equalPairs(drawn, copiedBlock).length).toBeLessThan(10)
  })
})

describe('copyPlan', () => {
  it('repeats the stated share of customers, always earlier ones, runs of two and more before their own rows', () => {
    const reached = mustBeReached()
    const customers = 20_000
    for (const share of [0.05, fittedCopyShare(synthesisParameters), 0.4]) {
      const plan = copyPlan(synthesisParameters, customers, share, new Random(3))
      const copied = Array.from({ length: customers }, (_, row) => plan(row))
      copied.forEach((copy, row) => {
        if (copy) {
          reached()
          expect(copy.back >= 1 && copy.back <= row).toBe(true)
        }
      })
      const found = copied.filter((copy) => copy !== undefined)
      expect(Math.abs(found.length / customers - share)).toBeLessThan(0.08 * share)
      const inRuns = found.filter((copy) => !copy!.columns.includes('revenueCurrent')).length
      const { copies, runs } = synthesisParameters
      const expected = runs.customers / (runs.customers + copies.customers)
      expect(Math.abs(inRuns / found.length - expected)).toBeLessThan(0.02)
    }
  })
})
